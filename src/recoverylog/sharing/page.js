"use strict";

// Opens the page, shows it, and seals a note back. docs/page.md gives the bytes. Text becomes
// text nodes and nothing else; nothing is stored, and nothing is asked of any network.

const $ = (id) => document.getElementById(id);
const say = (id) => $("say-" + id).textContent;
const utf8 = (text) => new TextEncoder().encode(text);

const WORDS = 6;
const MOST_CHARACTERS = 4000;
const MOST_BYTES = 5500; // with its frame it stays below the 8 KiB that are looked through
const PAGE_STEP = 4096;
const NOTE_STEP = 512;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const SVG = "http://www.w3.org/2000/svg";

// ── bytes ──────────────────────────────────────────────────────────────────────────────────────

const joined = (...parts) => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};
const fromBase64 = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const fromHex = (text) => Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
const same = (one, other) => one.length === other.length && one.reduce((sum, byte, at) => sum | (byte ^ other[at]), 0) === 0;

function padded(text, step) {
  const all = new Uint8Array(Math.ceil((4 + text.length) / step) * step);
  new DataView(all.buffer).setUint32(0, text.length);
  all.set(text, 4);
  return all;
}

function unpadded(all) {
  const end = 4 + new DataView(all.buffer).getUint32(0);
  if (end > all.length || all.subarray(end).some(Boolean)) throw new Error("padding");
  return all.subarray(4, end);
}

// ── the seal ───────────────────────────────────────────────────────────────────────────────────

// However they were typed: six words from a to z with one blank between.
const normal = (typed) => typed.normalize("NFKC").toLowerCase().replace(/[^a-z]+/g, " ").trim();

async function keyAndCommitment(typed, sealed) {
  const words = await crypto.subtle.importKey("raw", utf8(normal(typed)), "PBKDF2", false, ["deriveBits"]);
  const stretching = { name: "PBKDF2", hash: "SHA-256", salt: fromBase64(sealed.salt), iterations: sealed.rounds };
  const stretched = await crypto.subtle.deriveBits(stretching, words, 256);
  const parting = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: joined(utf8("recoverylog/1 share "), fromHex(sealed.id)) };
  const whole = await crypto.subtle.importKey("raw", stretched, "HKDF", false, ["deriveBits"]);
  const both = new Uint8Array(await crypto.subtle.deriveBits(parting, whole, 512));
  return [both.subarray(0, 32), both.subarray(32)];
}

// Read before any word is asked for: chance damage is told from words that do not fit.
async function readSealed() {
  const sealed = JSON.parse($("sealed").textContent);
  const told = [sealed.format, sealed.id, sealed.salt, sealed.rounds, sealed.commitment, sealed.sealed].join(".");
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(told)));
  if (!same(sum, fromBase64(sealed.sum))) throw new Error("sum");
  return sealed;
}

async function opened(sealed, key) {
  const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  const how = { name: "AES-GCM", iv: new Uint8Array(12), additionalData: fromHex(sealed.id) };
  const packed = new Uint8Array(await crypto.subtle.decrypt(how, aes, fromBase64(sealed.sealed)));
  if (packed.length % PAGE_STEP) throw new Error("padding");
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(unpadded(packed)));
}

// Two marks in a row, or one at an end, become italics or a dash in some chats: draw until none.
const TOUCHY = /[-_]{2}|^[-_]|[-_]$/;

async function noteFor(id, replyKey, text) {
  const aes = await crypto.subtle.importKey("raw", replyKey, "AES-GCM", false, ["encrypt"]);
  const plain = padded(text, NOTE_STEP);
  let letters;
  for (let tries = 0; tries < 2000; tries++) {
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const how = { name: "AES-GCM", iv: nonce, additionalData: joined(utf8("recoverylog/1 reply "), fromHex(id)) };
    const bytes = joined(nonce, new Uint8Array(await crypto.subtle.encrypt(how, aes, plain)));
    letters = toBase64(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
    if (!TOUCHY.test(letters)) break;
  }
  return "RLNOTE1." + id + "." + letters + ".";
}

// ── what is shown ──────────────────────────────────────────────────────────────────────────────

function make(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== null));
  return made;
}

function draw(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

let headings = 0;

function titled(className, heading, ...children) {
  const made = make("section", className);
  if (heading) {
    const title = make("h2", "", heading);
    title.id = "heading-" + ++headings;
    made.setAttribute("aria-labelledby", title.id);
    made.append(title);
  }
  made.append(...children);
  return made;
}

const list = (className, items) => make("ul", className, ...items.map((item) => make("li", "", item)));

function shownAsked(asked) {
  const parts = [];
  if (asked.talk.length === 1) parts.push(titled("", say("talk"), make("p", "talk", asked.talk[0])));
  if (asked.talk.length > 1) parts.push(titled("", say("talk"), list("talk", asked.talk)));
  if (asked.need) parts.push(titled("", say("need"), make("p", "need", asked.need)));
  return parts.length ? make("div", "asked", ...parts) : null;
}

function shownFact(fact) {
  return make("div", "", make("dt", "", fact.label), make("dd", "", fact.value), fact.note ? make("dd", "note", fact.note) : null);
}

function dayName(chart, at) {
  if (!chart.first) return say("day") + " " + (at + 1);
  const [year, month, day] = chart.first.split("-").map(Number);
  const found = new Date(Date.UTC(year, month - 1, day + at));
  return found.getUTCDate() + " " + MONTHS[found.getUTCMonth()];
}

// A monotone cubic through the days (Fritsch and Butland 1984): never beyond a value.
function curve(points) {
  const slope = (one, other) => (other[1] - one[1]) / (other[0] - one[0]);
  const tangents = points.map((point, at) => {
    if (at === 0) return slope(point, points[1]);
    if (at === points.length - 1) return slope(points[at - 1], point);
    const before = slope(points[at - 1], point);
    const after = slope(point, points[at + 1]);
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after);
  });
  let path = "M" + points[0];
  for (let at = 1; at < points.length; at++) {
    const [x0, y0] = points[at - 1];
    const [x1, y1] = points[at];
    const third = (x1 - x0) / 3;
    path += "C" + [x0 + third, y0 + third * tangents[at - 1], x1 - third, y1 - third * tangents[at], x1, y1];
  }
  return path;
}

// Each unbroken row of days becomes one line, a day alone a dot; a gap stays a gap.
function runs(values) {
  const found = [];
  let open = false;
  values.forEach((value, at) => {
    if (value === null) {
      open = false;
      return;
    }
    const x = values.length > 1 ? (100 * at) / (values.length - 1) : 50;
    if (!open) found.push([]);
    found[found.length - 1].push([x, 100 - 10 * value]);
    open = true;
  });
  return found;
}

function shownPlot(chart) {
  const picture = draw("svg", { viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" });
  for (const y of [0, 50, 100]) picture.append(draw("path", { class: "grid", d: "M0," + y + "H100" }));
  for (const points of runs(chart.values)) {
    // A line of no length with round ends is a dot that no stretching makes oval.
    const alone = points.length === 1;
    picture.append(draw("path", { class: alone ? "dot" : "line", d: alone ? "M" + points[0] + "h0" : curve(points) }));
  }
  const scale = make("div", "scale", ...["10", "5", "0"].map((mark) => make("span", "", mark)));
  const last = chart.values.length - 1;
  const days = make("div", "days", make("span", "", dayName(chart, 0)), last ? make("span", "", dayName(chart, last)) : null);
  scale.setAttribute("aria-hidden", "true");
  days.setAttribute("aria-hidden", "true");
  return make("div", "plot " + chart.measure, scale, picture, days);
}

function shownTable(chart) {
  const head = [say("day"), say("value")].map((text) => make("th", "", text));
  head.forEach((cell) => cell.setAttribute("scope", "col"));
  const rows = chart.values.map((value, at) => {
    const day = make("th", "", dayName(chart, at));
    day.setAttribute("scope", "row");
    return make("tr", "", day, make("td", "", value === null ? say("not-noted") : value.toFixed(1)));
  });
  const caption = make("summary", "", say("values"));
  caption.setAttribute("aria-label", say("values") + ": " + chart.name);
  return make("details", "", caption, make("table", "", make("thead", "", make("tr", "", ...head)), make("tbody", "", ...rows)));
}

function shownChart(chart) {
  const caption = make("figcaption", "", make("h2", "", chart.name), chart.sentence ? make("p", "", chart.sentence) : null);
  caption.id = "heading-" + ++headings;
  const figure = make("figure", "", caption, shownPlot(chart), shownTable(chart));
  figure.setAttribute("aria-labelledby", caption.id);
  return figure;
}

const BLOCKS = {
  facts: (block) => titled("facts", block.heading, make("dl", "", ...block.facts.map(shownFact))),
  chart: shownChart,
  list: (block) => titled("", block.heading, list("items", block.items)),
  words: (block) => titled("", block.heading, ...block.sentences.map((one) => make("blockquote", "", make("p", "", "“" + one + "”")))),
};

function show(page) {
  const title = make("h1", "", page.title);
  title.tabIndex = -1;
  const header = make("header", "", title, page.period ? make("p", "period", page.period) : null);
  const asked = shownAsked(page.asked);
  const blocks = page.blocks.filter((block) => Object.hasOwn(BLOCKS, block.kind)).map((block) => BLOCKS[block.kind](block));
  const footer = make("footer", "", ...page.closing.map((line) => make("p", "", line + " ")));
  $("page").append(...[header, asked, ...blocks, page.closing.length ? footer : null].filter((part) => part !== null));
  $("page").hidden = false;
  document.documentElement.classList.add("opened");
  return title;
}

// ── the door ───────────────────────────────────────────────────────────────────────────────────

function tell(place, saying, isNo = false) {
  place.classList.toggle("no", isNo);
  place.textContent = saying ? say(saying) : "";
}

function giveUp(saying) {
  $("door").hidden = true;
  $("quiet").hidden = true;
  tell($("status"), saying, true);
}

// The button says that it waits and keeps the focus, which a disabled one would lose.
const isBusy = () => $("open").getAttribute("aria-disabled") === "true";
const setBusy = (busy) => $("open").setAttribute("aria-disabled", String(busy));

async function tryWords(sealed) {
  const typed = $("words").value;
  const count = normal(typed).split(" ").filter(Boolean).length;
  if (count !== WORDS) return tell($("status"), "six");
  setBusy(true);
  tell($("status"), "opening");
  try {
    const [key, commitment] = await keyAndCommitment(typed, sealed);
    if (!same(commitment, fromBase64(sealed.commitment))) {
      tell($("status"), "wrong", true);
      $("words").focus();
      return;
    }
    await enter(sealed, key);
  } catch {
    // The sum fits and the values do not: no words would ever open this.
    giveUp("damaged");
  } finally {
    setBusy(false);
  }
}

async function enter(sealed, key) {
  let title, payload;
  try {
    payload = await opened(sealed, key);
    if (payload.document.format !== 1) return giveUp("newer");
    title = show(payload.document);
  } catch {
    return giveUp("unreadable");
  }
  $("words").value = "";
  $("unopened").hidden = true;
  title.focus();
  scrollTo(0, 0);
  offerAnswer(sealed.id, fromBase64(payload.reply));
}

// ── the answer ─────────────────────────────────────────────────────────────────────────────────

const noteText = () => $("note").value.normalize("NFC").trim();

// Letters beyond the Latin ones take more bytes, so the room is the lesser of two.
function room() {
  const text = noteText();
  const characters = MOST_CHARACTERS - [...text].length;
  const bytes = MOST_BYTES - utf8(text).length;
  return Math.min(characters, bytes);
}

function tellRoom() {
  const left = room();
  $("note-left").textContent = say(left < 0 ? "over" : "left") + " " + Math.abs(left).toLocaleString("en");
}

function offerAnswer(id, replyKey) {
  $("answer").hidden = false;
  tellRoom();
  $("note").addEventListener("input", () => {
    tellRoom();
    // What is shown sealed is what is written, or nothing.
    $("sealed-note").hidden = true;
    tell($("note-status"), "");
  });
  $("note-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!noteText()) return tell($("note-status"), "empty");
    if (room() < 0) return tell($("note-status"), "too-long");
    $("token").value = await noteFor(id, replyKey, utf8(noteText()));
    $("sealed-note").hidden = false;
    tell($("note-status"), "sealed");
    $("copy").focus();
  });
  $("copy").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText($("token").value);
      tell($("note-status"), "copied");
    } catch {
      $("token").select();
      tell($("note-status"), "copy-yourself");
    }
  });
}

// ── the start ──────────────────────────────────────────────────────────────────────────────────

async function start() {
  $("without-script").hidden = true;
  if (!globalThis.isSecureContext || !globalThis.crypto?.subtle) return giveUp("insecure");
  let sealed;
  try {
    sealed = await readSealed();
  } catch {
    return giveUp("damaged");
  }
  if (sealed.format !== 1) return giveUp("newer");
  $("door").addEventListener("submit", (event) => {
    event.preventDefault();
    if (!isBusy()) tryWords(sealed);
  });
  // Two lines, so that six words are seen at once on a phone; the line end has no other use here.
  $("words").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    $("door").requestSubmit();
  });
  $("door").hidden = false;
  $("quiet").hidden = false;
}

// A page that comes back from the browser's memory is closed first.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

start();
