"use strict";
// Every text of the apps under test gets into the page by textContent: none of it is markup.
(() => {
const ROWS = 100, CONTEXT = 2, MAX_CELLS = 1e6, SIGNS = {same: "=", expected: "≈", different: "≠", failed: "✕"};
const NO_REQUESTS = {STATE: "State of the app", RUN: "Command", SENT: "Sent elsewhere"};
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
const $ = id => document.getElementById(id);
const index = JSON.parse($("index").textContent);
// An address has no half of a surrogate pair.
const wellFormed = text => text.replace(/[\ud800-\udfff]/gu, "\ufffd");
const numbers = new Map(index.tests.map(([name], number) => [wellFormed(name), number]));

const visible = text => String(text).replace(CONTROLS, sign => {
  const code = sign.charCodeAt(0);
  return code < 256 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16)}`;
});
function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "onclick") element.addEventListener("click", value);
    else if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(9).filter(child => child !== null && child !== "").map(child => typeof child === "object" ? child : visible(child)));
  return element;
}
const count = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
const link = (test, target, exchange) => "#" + new URLSearchParams({test, target, ...(exchange ? {exchange} : {})});
const scroll = (label, ...children) => el("div", {class: "scroll", role: "region", "aria-label": label, tabindex: "0"}, ...children);

// ---- Blocks: decompressed when something in them is opened, and kept.
const blocks = new Map();
async function read(id) {
  const bytes = Uint8Array.from(atob($(id).textContent), sign => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}
async function item(kind, number) {
  const starts = index.starts[kind];
  let block = starts.length - 1;
  while (starts[block] > number) block--;
  const id = kind + block;
  if (!blocks.has(id)) blocks.set(id, read(id));
  return (await blocks.get(id))[number - starts[block]];
}

// ---- Alignment of two lists, and marks within two lines.
function aligned(left, right) {
  let start = 0, leftEnd = left.length, rightEnd = right.length;
  while (start < leftEnd && start < rightEnd && left[start] === right[start]) start++;
  while (leftEnd > start && rightEnd > start && left[leftEnd - 1] === right[rightEnd - 1]) { leftEnd--; rightEnd--; }
  const pairs = [], width = rightEnd - start + 1, height = leftEnd - start;
  for (let i = 0; i < start; i++) pairs.push([i, i]);
  let i = start, j = start;
  if (width * height <= MAX_CELLS) {
    const lengths = new Uint32Array((height + 1) * width);
    for (let a = height - 1; a >= 0; a--) for (let b = width - 2; b >= 0; b--)
      lengths[a * width + b] = left[start + a] === right[start + b] ? lengths[(a + 1) * width + b + 1] + 1
        : Math.max(lengths[(a + 1) * width + b], lengths[a * width + b + 1]);
    while (i < leftEnd && j < rightEnd) {
      const a = i - start, b = j - start;
      if (left[i] === right[j]) pairs.push([i++, j++]);
      else if (lengths[(a + 1) * width + b] >= lengths[a * width + b + 1]) pairs.push([i++, null]);
      else pairs.push([null, j++]);
    }
  }
  while (i < leftEnd) pairs.push([i++, null]);
  while (j < rightEnd) pairs.push([null, j++]);
  for (; i < left.length; i++, j++) pairs.push([i, j]);
  return pairs;
}
// Lines that only one side has are put beside each other: a line that was changed is one row.
function lineRows(left, right) {
  const rows = [];
  let lefts = [], rights = [];
  const flush = () => {
    for (let k = 0; k < Math.max(lefts.length, rights.length); k++) rows.push([lefts[k] ?? null, rights[k] ?? null]);
    lefts = []; rights = [];
  };
  for (const [i, j] of aligned(left, right)) {
    if (i !== null && j !== null) { flush(); rows.push([i, j]); }
    else if (i !== null) lefts.push(i); else rights.push(j);
  }
  flush();
  return rows.map(([i, j]) => [i === null ? null : left[i], j === null ? null : right[j]]);
}
const tokens = text => text.match(/[\p{L}\p{N}_]+|\s+|./gsu) ?? [];
function marked(left, right) {
  if (left === right || left === null || right === null) return [[left ?? ""], [right ?? ""]];
  const [lefts, rights] = [tokens(left), tokens(right)], sides = [[], []];
  const add = (side, text, differs) => {
    const last = sides[side].at(-1);
    if (last && last.differs === differs) last.text += text; else sides[side].push({text, differs});
  };
  for (const [i, j] of aligned(lefts, rights)) {
    if (i !== null) add(0, lefts[i], j === null);
    if (j !== null) add(1, rights[j], i === null);
  }
  // Marks with no more than a character between them are one.
  const joined = parts => parts.reduce((list, part, k) => {
    const last = list.at(-1), next = parts[k + 1];
    if (last?.differs && (part.differs || (part.text.length === 1 && next?.differs))) last.text += part.text; else list.push({...part});
    return list;
  }, []);
  return sides.map(joined).map(parts => parts.map(({text, differs}) => differs ? el("mark", {}, text) : text));
}
const cell = (content, side, sign = null) => content === null
  ? el("td", {class: side}, el("span", {class: "absent"}, "not there"))
  : el("td", {class: side}, sign === null ? null : el("span", {class: "sign", "aria-hidden": "true"}, sign), content);
const heads = (names, first = null) => el("thead", {}, el("tr", {},
  first === null ? null : el("th", {scope: "col"}, first), el("th", {scope: "col"}, names[0]), el("th", {scope: "col", class: "candidate"}, names[1])));

function lineTable(left, right, names) {
  const rows = lineRows(left.split("\n"), right.split("\n")), body = el("tbody");
  const isNear = rows.map(() => false);
  rows.forEach(([a, b], k) => { if (a !== b) for (let n = k - CONTEXT; n <= k + CONTEXT; n++) if (n in isNear) isNear[n] = true; });
  const row = ([a, b]) => {
    const [first, second] = marked(a, b), differs = a !== b;
    return el("tr", {class: differs ? "differs" : "equal"},
      a === null ? el("td", {class: "baseline blank"}) : cell(differs && b === null ? el("mark", {}, a) : first, "baseline", differs ? "−" : " "),
      b === null ? el("td", {class: "candidate blank"}) : cell(differs && a === null ? el("mark", {}, b) : second, "candidate", differs ? "+" : " "));
  };
  for (let k = 0; k < rows.length;) {
    if (isNear[k]) { body.append(row(rows[k++])); continue; }
    let end = k;
    while (end < rows.length && !isNear[end]) end++;
    const hiddenRows = rows.slice(k, end), fold = el("tr", {class: "fold"});
    const open = () => { fold.replaceWith(...hiddenRows.map(row)); };
    fold.append(el("td", {colspan: "2"}, el("button", {type: "button", onclick: open}, `Show ${count(hiddenRows.length, "equal line")}`)));
    body.append(fold);
    k = end;
  }
  return el("table", {class: "diff"}, heads(names), body);
}

// ---- JSON by path.
const isObject = value => typeof value === "object" && value !== null;
const sorted = value => Array.isArray(value) ? value.map(sorted)
  : isObject(value) ? Object.fromEntries(Object.keys(value).sort().map(key => [key, sorted(value[key])])) : value;
const sameJson = (left, right) => JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));
function jsonChanges(left, right, path = "$") {
  if (isObject(left) && isObject(right) && Array.isArray(left) === Array.isArray(right) && (!Array.isArray(left) || left.length === right.length)) {
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])], isList = Array.isArray(left);
    return keys.flatMap(key => {
      const inner = isList ? `${path}[${key}]` : `${path}.${key}`;
      if (!Object.hasOwn(left, key)) return [[inner, null, JSON.stringify(right[key])]];
      if (!Object.hasOwn(right, key)) return [[inner, JSON.stringify(left[key]), null]];
      return jsonChanges(left[key], right[key], inner);
    });
  }
  return sameJson(left, right) ? [] : [[path, JSON.stringify(left), JSON.stringify(right)]];
}
function parsed(text) {
  try { const value = JSON.parse(text); return isObject(value) ? value : undefined; } catch { return undefined; }
}

// ---- One part of an exchange: headers, body, trace, times.
function named(rows, names, label, first, style = "") {
  const body = el("tbody", {}, rows.map(({name, left, right, kind, why}) => {
    const sides = left === null || right === null ? [left, right].map(text => el("mark", {}, text ?? "")) : marked(left, right);
    return el("tr", {class: kind || "equal"}, el("th", {scope: "row"}, name, why.length ? el("span", {class: "why"}, why) : null),
      cell(left === null ? null : sides[0], "baseline"), cell(right === null ? null : sides[1], "candidate"));
  }));
  return scroll(label, el("table", {class: `diff named ${style}`}, heads(names, first), body));
}
function headerRows(left, right, find, prefix) {
  const values = new Map();
  [left, right].forEach((lines, side) => {
    for (const [name, value] of lines) {
      const isCookie = name === "set-cookie", key = isCookie ? `cookie ${value.split("=")[0]}` : `${prefix}${name}`;
      if (!values.has(key)) values.set(key, [[], []]);
      values.get(key)[side].push(isCookie ? value.slice(value.indexOf("=") + 1) : value);
    }
  });
  const rows = [...values].map(([field, sides]) => {
    const [first, second] = sides.map(list => list.length ? list.join(" | ") : null);
    return {name: field.replace(/^header /, ""), left: first, right: second, ...kindOf(first !== second, find(field))};
  });
  const order = {differs: 0, noise: 1, "": 2};
  return rows.sort((a, b) => order[a.kind] - order[b.kind]);
}
function kindOf(isUnequal, difference) {
  if (difference) return {kind: "differs", why: reason(difference, true)};
  return isUnequal ? {kind: "noise", why: "ignored as noise"} : {kind: "", why: ""};
}
// In a narrow column, the title is what the pointer and a screen reader tell.
const noteLink = (id, isShort) => !index.notes[id] ? id
  : el("a", {href: `#${id}`, title: isShort ? index.notes[id] : null}, isShort ? id : `${id} ${index.notes[id]}`);
function reason(difference, isShort = false) {
  if (difference.because !== null) return `expected: ${difference.because}`;
  const {certain, possible} = difference.notes;
  return certain.length ? certain.flatMap(id => [noteLink(id, isShort), " "]) : possible.flatMap(id => ["may be ", noteLink(id, isShort), " "]);
}
const bytesOf = body => "base64" in body ? Uint8Array.from(atob(body.base64), sign => sign.charCodeAt(0)) : new TextEncoder().encode(body.text);
const bodyLine = body => `${count(body.size, "byte")}${body.sha256 ? `, SHA-256 ${body.sha256.slice(0, 16)}…` : ""}${body.cut ? `, ${count(body.cut, "byte")} left out` : ""}`;
const sameBody = (left, right) => left.size === right.size && left.text === right.text && left.base64 === right.base64 && left.sha256 === right.sha256;

function hexTable(left, right, names) {
  const sides = [bytesOf(left), bytesOf(right)];
  let first = 0;
  while (first < sides[0].length && first < sides[1].length && sides[0][first] === sides[1][first]) first++;
  const start = Math.max(first - first % 16 - 16, 0), body = el("tbody");
  for (let offset = start; offset < start + 96 && offset < Math.max(sides[0].length, sides[1].length); offset += 16) {
    const hex = sides.map((bytes, side) => [...bytes.slice(offset, offset + 16)].map((byte, k) => {
      const text = byte.toString(16).padStart(2, "0"), differs = sides[1 - side][offset + k] !== byte;
      return [differs ? el("mark", {}, text) : text, " "];
    }));
    body.append(el("tr", {}, el("th", {scope: "row"}, offset.toString(16).padStart(6, "0")), cell(hex[0], "baseline"), cell(hex[1], "candidate")));
  }
  return scroll("Bytes around the first difference", el("table", {class: "diff named"}, heads(names, "offset"), body));
}
function bodyParts(left, right, names, label, difference = undefined) {
  if (sameBody(left, right)) {
    if (!left.size) return [];
    const text = left.text ?? [...bytesOf(left).slice(0, 256)].map(byte => byte.toString(16).padStart(2, "0")).join(" ");
    return [el("details", {}, el("summary", {}, `${label}: equal, ${bodyLine(left)}`), el("pre", {class: "scroll", role: "region", "aria-label": label, tabindex: "0"}, text))];
  }
  const why = difference ? reason(difference) : label.startsWith("Request") ? "" : "ignored as noise";
  const parts = [el("h4", {}, label), why.length ? el("p", {class: "meta"}, why) : null, el("p", {class: "meta"}, `${names[0]}: ${bodyLine(left)}. ${names[1]}: ${bodyLine(right)}.`)];
  if (!("text" in left && "text" in right)) return [...parts, hexTable(left, right, names)];
  if (left.text === right.text) return [...parts, el("p", {}, "What was kept of both is equal.")];
  const values = [parsed(left.text), parsed(right.text)];
  if (!values.includes(undefined)) {
    const changes = jsonChanges(...values);
    parts.push(changes.length ? named(changes.map(([name, a, b]) => ({name, left: a, right: b, kind: "differs", why: ""})), names, `${label} as JSON, by path`, "JSON path")
      : el("p", {}, "Equal as JSON, different as bytes: the order of keys, spaces or escapes."));
    parts.push(el("details", {}, el("summary", {}, "As text"), lineTable(left.text, right.text, names)));
    return parts;
  }
  return [...parts, scroll(label, lineTable(left.text, right.text, names))];
}
function traceParts(left, right, names, find) {
  const lists = [left, right].map(trace => (trace ?? []).map(([kind, name, detail]) => `${kind} ${name}${detail ? `: ${detail}` : ""}`));
  if (left === null && right === null) return [];
  if (left === null || right === null) return [el("p", {class: "meta"}, `Only the ${left === null ? names[1] : names[0]} was traced.`)];
  const isEqual = lists[0].join("\n") === lists[1].join("\n"), difference = find("trace");
  const rows = lineRows(...lists).map(([a, b], number) => ({name: String(number + 1), left: a, right: b, kind: a === b ? "" : difference ? "differs" : "noise", why: ""}));
  const table = named(rows, names, "Trace: what happened inside the app, in order", "event", "trace");
  if (isEqual) return [el("details", {}, el("summary", {}, `Trace: equal, ${count(rows.length, "event")}`), table)];
  return [el("h4", {}, "Trace"), difference && reason(difference).length ? el("p", {class: "meta"}, reason(difference)) : null, table];
}
function timeParts(times, names) {
  if (!times.some(chunks => chunks.length)) return [];
  const hasBars = times.some(chunks => chunks.length > 1), end = Math.max(1, ...times.flat().map(([at]) => at));
  const text = chunks => !chunks.length ? "no body" : chunks.length === 1 ? `body after ${chunks[0][0]} ms`
    : `first bytes after ${chunks[0][0]} ms, last after ${chunks.at(-1)[0]} ms, in ${count(chunks.length, "chunk")}`;
  return [el("h4", {}, "Time"), el("div", {class: "columns"}, times.map((chunks, side) => {
    const bar = el("div", {class: "times", "aria-hidden": "true"}, chunks.map(() => el("i")));
    chunks.forEach(([at], number) => { bar.children[number].style.left = `calc(${(100 * at / end).toFixed(2)}% - ${(3 * at / end).toFixed(2)}px)`; });
    return el("div", {}, el("p", {class: "meta"}, `${names[side]}: ${text(chunks)}`), hasBars ? bar : null);
  }))];
}
// What a command logs is what it prints.
const logOf = exchange => exchange.log.trim() === (exchange.body.text ?? "").trim() ? "" : exchange.log;
const curl = (exchange, origin) => exchange.curl && origin
  ? exchange.curl.replace("http://<host>", () => origin).replace(/^curl -i/, origin.startsWith("https:") ? "curl -i -k" : "curl -i") : "";
function perSide(title, texts, names, style = "") {
  if (!texts.some(Boolean)) return [];
  return [el("h4", {}, title), el("div", {class: "columns"}, texts.map((text, side) => el("div", {},
    el("p", {class: "meta"}, names[side]),
    text ? el("pre", {class: `scroll ${style}`, role: "region", "aria-label": `${title}, ${names[side]}`, tabindex: "0"}, text) : el("p", {class: "dim"}, "nothing"))))];
}
function reproduceParts(commands, names, serve) {
  const parts = perSide("Reproduce", commands, names, "wrap");
  return parts.length && serve ? [...parts, el("p", {class: "meta"}, "They work while this runs, which prints them with their cookies and ids: ", el("code", {}, serve))] : parts;
}
function onlyParts({left, right, origins, names, find, isMissing, serve}) {
  const only = left ?? right, side = left ? 0 : 1, sides = value => side ? {left: null, right: value} : {left: value, right: null};
  const pair = text => side ? ["", text] : [text, ""], row = (name, value, kind = "", why = "") => ({name, ...sides(value), kind, why});
  const difference = find("request");
  return [
    el("p", {}, isMissing ? `Only the ${names[side]} has this exchange.` : `That of the ${names[1 - side]} is not on the page: it was not kept, or there was no room.`),
    named([row("request", `${only.request.method} ${only.request.target}`, difference ? "differs" : "", difference ? reason(difference) : ""),
      row("status", String(only.status)), ...only.headers.map(([name, value]) => row(name, value))], names, "Status and headers", "field"),
    ...perSide("Body", pair(only.body.text ?? bodyLine(only.body)), names),
    ...perSide("Log", pair(only.log), names),
    ...reproduceParts(pair(curl(only, origins[side])), names, serve),
  ];
}
function exchangeParts(exchange) {
  const {left, right, times, origins, names, find, serve} = exchange;
  if (!left && !right) return [el("p", {class: "dim"}, "This exchange is not on the page: it was not kept, or there was no room for it.")];
  if (!left || !right) return onlyParts(exchange);
  const isRequest = !(left.request.method in NO_REQUESTS), label = isRequest ? "status" : left.request.method === "RUN" ? "exit status" : "status";
  const end = exchange => exchange.broken ? "broken off" : exchange.complete ? "whole" : "not read to its end";
  const statuses = [
    {name: "request", left: `${left.request.method} ${left.request.target}`, right: `${right.request.method} ${right.request.target}`, field: "request"},
    {name: label, left: String(left.status), right: String(right.status), field: "status"},
    {name: "end", left: end(left), right: end(right), field: "end"},
  ].map(row => ({...row, ...kindOf(row.left !== row.right, find(row.field))})).filter(row => row.name !== "end" || row.kind || row.left !== "whole");
  const requestHeaders = headerRows(left.request.headers, right.request.headers, () => undefined, "");
  const early = find("early"), headers = headerRows(left.headers, right.headers, find, "header "), equal = headers.filter(row => !row.kind);
  return [
    named([...statuses, ...headers.filter(row => row.kind)], names, "Status and headers", "field"),
    equal.length ? el("details", {}, el("summary", {}, count(equal.length, "equal header")), named(equal, names, "Equal headers", "header")) : null,
    ...bodyParts(left.body, right.body, names, isRequest ? "Body" : "Content", find("body") ?? find("end")),
    ...traceParts(left.trace, right.trace, names, find),
    ...perSide("Log", [left, right].map(logOf), names),
    early ? el("p", {}, `The rhythm differs: ${early.baseline} | ${early.candidate}`) : null,
    ...timeParts(times, names),
    requestHeaders.length ? el("details", {}, el("summary", {}, "Request headers"), named(requestHeaders, names, "Request headers", "header")) : null,
    ...bodyParts(left.request.body, right.request.body, names, "Request body"),
    ...reproduceParts([curl(left, origins[0]), curl(right, origins[1])], names, serve),
  ];
}

// ---- One test on one target.
function pairOf(test, target) {
  const differences = test.cells[target]?.differences ?? [];
  const told = differences.find(difference => difference.runs.length === 2)?.runs;
  const runOf = ({target, side}) => test.runs.find(run => run.target === target && run.side === side);
  const keys = told && told[1].side !== "repeat" ? told : [{target, side: "baseline"}, {target, side: "candidate"}];
  const names = keys[0].target === keys[1].target ? keys.map(key => key.side) : keys.map(key => `${key.side} on ${key.target}`);
  return {runs: keys.map(runOf), names, differences};
}
const unexpected = list => list.filter(difference => difference.because === null);
function exchangeTitle(left, right, differences, position) {
  const request = (left ?? right)?.request, method = request?.method ?? "";
  const what = request ? `${NO_REQUESTS[method] ? `${NO_REQUESTS[method]}: ` : ""}${method} ${request.target}` : differences[0]?.request ?? "";
  const fields = list => [...new Set(list.map(difference => difference.field))].join(", ");
  const open = unexpected(differences), expected = differences.filter(difference => difference.because !== null);
  const result = open.length ? `≠ ${fields(open)}` : expected.length ? `≈ expected: ${fields(expected)}` : "= same";
  const statuses = [left, right].map(exchange => exchange ? exchange.status : "none");
  return [el("span", {}, `${position}`), el("span", {class: "what"}, what), el("span", {class: "dim"}, statuses[0] === statuses[1] ? `${statuses[0]}` : `${statuses[0]} ≠ ${statuses[1]}`), el("span", {class: "result"}, result)];
}
async function exchangeView(pair, place, position, isOpen) {
  const {runs, names, differences} = pair, own = differences.filter(difference => difference.exchange === position);
  const numbersOf = runs.map(run => run?.exchanges[position - 1] ?? null);
  const [left, right] = await Promise.all(numbersOf.map(number => number === null ? null : item("x", number)));
  const view = el("div", {id: `exchange-${position}-parts`, hidden: true});
  const open = () => {
    if (view.childElementCount) return;
    const times = runs.map(run => run?.times[position - 1] ?? []);
    const isMissing = runs.some(run => run && position > run.exchanges.length);
    const parts = exchangeParts({left, right, isMissing, times, origins: runs.map(run => run?.origin ?? ""), names, serve: runs.map(run => run?.serve).find(Boolean), find: field => own.find(difference => difference.field === field)});
    view.append(...parts.flat(9).filter(Boolean));
    if (!left && !right) view.append(...own.map(difference => named([{name: difference.field, left: difference.baseline, right: difference.candidate, kind: "differs", why: reason(difference)}], names, difference.field, "field")));
  };
  const button = el("button", {type: "button", "aria-expanded": "false", "aria-controls": view.id, onclick: () => { toggle(button.getAttribute("aria-expanded") !== "true"); history.replaceState(null, "", link(...place, position)); }}, exchangeTitle(left, right, own, position));
  const toggle = isNowOpen => { if (isNowOpen) open(); view.hidden = !isNowOpen; button.setAttribute("aria-expanded", String(isNowOpen)); };
  toggle(isOpen);
  return el("div", {class: unexpected(own).length ? "exchange unequal" : "exchange", id: `exchange-${position}`}, el("h3", {}, button), view);
}
const stateText = (state, number) => state === "different" && number ? `${SIGNS[state]} ${count(number, "difference")}` : `${SIGNS[state]} ${state}`;
function neighbours(test, target) {
  const places = index.tests.flatMap(([name, states]) => states.flatMap((state, k) => state && ["different", "failed"].includes(state[0]) ? [[name, index.targets[k]]] : []));
  const at = places.findIndex(([name, column]) => name === test && column === target);
  return at < 0 ? [null, places[0] ?? null] : [places[at - 1] ?? null, places[at + 1] ?? null];
}
// Where a reader was before a test was opened: the way back leads there.
let before = {hash: "#tests", top: 0};
async function showTest(name, wantedTarget, wantedExchange) {
  const number = numbers.get(wellFormed(name ?? "")), detail = $("detail");
  document.documentElement.classList.add("has-detail");
  detail.hidden = false;
  if (number === undefined) {
    detail.replaceChildren(el("h2", {id: "detail-title", tabindex: "-1"}, "No such test"), el("p", {}, el("code", {}, name)), el("p", {}, el("a", {href: "#tests"}, "All tests")));
    return;
  }
  const test = await item("t", number), states = index.tests[number][1];
  const target = index.targets.includes(wantedTarget) ? wantedTarget : index.targets.find((_, k) => states[k]) ?? index.targets[0];
  const pair = pairOf(test, target), length = Math.max(0, ...pair.runs.map(run => run?.exchanges.length ?? 0), ...pair.differences.map(difference => difference.exchange));
  const firstUnequal = (unexpected(pair.differences)[0] ?? pair.differences[0])?.exchange;
  const wanted = Number(wantedExchange) || null;
  const views = await Promise.all(Array.from({length}, (_, k) => {
    const hasDifference = unexpected(pair.differences).some(difference => difference.exchange === k + 1);
    return exchangeView(pair, [name, target], k + 1, k + 1 === wanted || (!wanted && (k + 1 === firstUnequal || (hasDifference && length < 6))));
  }));
  const [previous, next] = neighbours(test.test, target);
  const step = (place, text) => place && el("a", {class: "button", href: link(...place)}, text);
  detail.replaceChildren(
    el("p", {class: "actions no-print"}, el("a", {class: "button", href: before.hash}, "← All tests"), step(previous, "Previous difference"), step(next, "Next difference")),
    el("h2", {id: "detail-title", tabindex: "-1"}, name),
    el("ul", {class: "tabs", "aria-label": "Targets"}, index.targets.map((column, k) => states[k] ? el("li", {}, el("a", {href: link(name, column), "aria-current": column === target ? "true" : null}, `${column} `, el("span", {class: `state ${states[k][0]}`}, stateText(...states[k])))) : null)),
    test.source ? el("details", {class: "no-print"}, el("summary", {}, "Source: ", el("code", {}, `${test.source.file}:${test.source.line}`)), el("pre", {class: "scroll", role: "region", "aria-label": "Source of the test", tabindex: "0"}, test.source.text)) : "",
    ...test.failures.map((text, k) => el("details", {open: k === 0}, el("summary", {}, "It failed"), el("pre", {class: "scroll", role: "region", "aria-label": `Failure ${k + 1}`, tabindex: "0"}, text))),
    el("p", {class: "meta"}, `${count(length, "exchange")} on ${target}, ${(test.cells[target]?.seconds ?? 0).toFixed(2)} s on both sides. `, el("span", {class: "dim"}, "≠ differs, ≈ differs as expected, ~ ignored as noise")),
    ...views,
  );
  document.title = `${visible(name)} – comparison`;
  const place = wanted && $(`exchange-${wanted}`);
  if (place) { place.scrollIntoView(); place.querySelector("button").focus({preventScroll: true}); }
  else { scrollTo(0, 0); $("detail-title").focus({preventScroll: true}); }
}

// ---- The grid.
const filter = $("filter"), title = document.title;
let limit = ROWS, matching = [];
const statesOf = ([, states]) => states.filter(Boolean).map(([state]) => state);
function refresh() {
  const data = new FormData(filter), words = data.get("text").toLowerCase().split(/\s+/).filter(Boolean);
  const states = new Set(data.getAll("state")), column = index.targets.indexOf(data.get("target"));
  const group = data.get("cause") === "" ? null : new Set(index.groups[Number(data.get("cause"))]);
  matching = index.tests.filter(([name, cells], number) => (!group || group.has(number))
    && words.every(word => name.toLowerCase().includes(word))
    && (column < 0 ? cells.some(cell => cell && states.has(cell[0])) : cells[column] && states.has(cells[column][0])));
  limit = ROWS;
  draw();
}
function draw() {
  const body = el("tbody"), columns = index.targets;
  let file = null;
  for (const [name, cells] of matching.slice(0, limit)) {
    const [path, ...rest] = name.split("::"), short = rest.join("::") || name;
    if (path !== file) { file = path; body.append(el("tr", {class: "file"}, el("th", {scope: "rowgroup", colspan: columns.length + 1}, path))); }
    body.append(el("tr", {}, el("th", {scope: "row"}, short), cells.map((cell, k) => el("td", {}, cell
      ? el("a", {class: `state ${cell[0]}`, href: link(name, columns[k]), title: columns[k], "aria-label": `${stateText(...cell)} on ${columns[k]}: ${visible(short)}`}, cell[0] === "different" && cell[1] ? `≠ ${cell[1]}` : `${SIGNS[cell[0]]} ${cell[0]}`)
      : el("span", {class: "dim"}, "–")))));
  }
  $("grid").replaceChildren(el("caption", {class: "hidden"}, "The state of each test on each target"), el("thead", {}, el("tr", {}, el("th", {scope: "col"}, "test"), columns.map(column => el("th", {scope: "col"}, column)))), body);
  const left = matching.length - limit;
  $("matches").textContent = `${count(Math.min(limit, matching.length), "test")} of ${matching.length.toLocaleString("en")} that match, ${index.tests.length.toLocaleString("en")} in all`
    + (index.leftOut ? `. ${count(index.leftOut, "exchange")} had no room on this page.` : "");
  $("more").hidden = left <= 0;
  $("more").textContent = `Show ${Math.min(ROWS, left)} more of ${left.toLocaleString("en")}`;
}
function startGrid() {
  const totals = {};
  index.tests.forEach(test => new Set(statesOf(test)).forEach(state => { totals[state] = (totals[state] ?? 0) + 1; }));
  const hasNews = totals.different || totals.failed;
  for (const state of ["different", "failed", "expected", "same"]) if (totals[state]) {
    filter.querySelector(".states").append(el("label", {}, el("input", {type: "checkbox", name: "state", value: state, checked: !hasNews || state === "different" || state === "failed"}), `${SIGNS[state]} ${state} (${totals[state].toLocaleString("en")})`));
  }
  filter.elements.target.append(...index.targets.map(target => el("option", {value: target}, target)));
  filter.addEventListener("input", refresh);
  filter.addEventListener("submit", event => event.preventDefault());
  filter.addEventListener("reset", event => {
    event.preventDefault();
    filter.elements.text.value = filter.elements.target.value = filter.elements.cause.value = "";
    filter.querySelectorAll("[type=checkbox]").forEach(box => { box.checked = true; });
    refresh();
  });
  $("more").addEventListener("click", () => {
    const next = limit;
    limit += ROWS;
    draw();
    $("grid").querySelectorAll("tbody tr:not(.file)")[next]?.querySelector("a")?.focus();
  });
  document.querySelectorAll("[data-cause]").forEach(button => button.addEventListener("click", () => {
    filter.elements.text.value = filter.elements.target.value = "";
    filter.querySelectorAll("[type=checkbox]").forEach(box => { box.checked = true; });
    filter.elements.cause.value = button.dataset.cause;
    refresh();
  }));
  refresh();
}
function startSuite() {
  if (!index.suite.length) return;
  const form = $("suite-filter"), states = [...new Set(index.suite.map(outcome => outcome.state))].sort();
  let suiteLimit = ROWS, found = [];
  $("suite").hidden = false;
  form.elements.state.append(...states.map(state => el("option", {value: state}, `${state} (${index.suite.filter(outcome => outcome.state === state).length})`)));
  const drawSuite = () => {
    const rows = found.slice(0, suiteLimit).map(outcome => el("tr", {},
      el("th", {scope: "row"}, el("code", {}, outcome.test)),
      el("td", {}, el("span", {class: `state ${/failed|differs/.test(outcome.state) ? "different" : "same"}`}, outcome.state)),
      el("td", {}, outcome.baseline), el("td", {}, outcome.candidate),
      el("td", {}, outcome.reason, outcome.text ? el("details", {}, el("summary", {}, "Text"), el("pre", {class: "scroll", role: "region", "aria-label": `Text of ${visible(outcome.test)}`, tabindex: "0"}, outcome.text)) : null,
        numbers.has(wellFormed(outcome.test)) ? el("a", {href: link(outcome.test, "")}, "Its exchanges") : null)));
    $("suite-table").replaceChildren(el("caption", {class: "hidden"}, "The outcomes of the test suite on both apps"), el("thead", {}, el("tr", {}, ["test", "outcome", "baseline", "candidate", "why"].map(name => el("th", {scope: "col"}, name)))), el("tbody", {}, rows));
    $("suite-matches").textContent = `${Math.min(suiteLimit, found.length)} of ${found.length} that match, ${index.suite.length} in all`;
    $("suite-more").hidden = found.length <= suiteLimit;
  };
  const search = () => {
    const data = new FormData(form), text = data.get("text").toLowerCase();
    found = index.suite.filter(outcome => outcome.test.toLowerCase().includes(text) && (!data.get("state") || outcome.state === data.get("state")));
    suiteLimit = ROWS;
    drawSuite();
  };
  $("suite-more").addEventListener("click", () => { suiteLimit += ROWS; drawSuite(); });
  form.addEventListener("input", search);
  form.addEventListener("submit", event => event.preventDefault());
  search();
}

// ---- Where the address leads, and the colours.
let lastHash = "#tests";
async function route() {
  const place = new URLSearchParams(location.hash.slice(1));
  if (place.has("test")) {
    if ($("detail").hidden) before = {hash: lastHash, top: scrollY};
    lastHash = location.hash;
    try { await showTest(place.get("test"), place.get("target"), place.get("exchange")); }
    catch (error) { $("detail").replaceChildren(el("h2", {id: "detail-title", tabindex: "-1"}, "This test can't be shown"), el("p", {}, String(error)), el("p", {}, el("a", {href: "#tests"}, "All tests"))); }
    return;
  }
  document.documentElement.classList.remove("has-detail");
  $("detail").hidden = true;
  $("detail").replaceChildren();
  document.title = title;
  const isBack = /[#&]test=/.test(lastHash) && location.hash === before.hash, section = location.hash.length > 1 && $(decodeURIComponent(location.hash.slice(1)));
  lastHash = location.hash;
  if (isBack) scrollTo(0, before.top); else if (section) section.scrollIntoView();
}
function startTheme() {
  const root = document.documentElement, buttons = [...$("theme").querySelectorAll("button")];
  const set = theme => {
    if (theme) root.dataset.theme = theme; else delete root.dataset.theme;
    buttons.forEach(button => button.setAttribute("aria-pressed", String(button.dataset.theme === theme)));
    try { localStorage.setItem("comparison-theme", theme); } catch { /* A page from a file may have no storage. */ }
  };
  buttons.forEach(button => button.addEventListener("click", () => set(button.dataset.theme)));
  let kept = "";
  try { kept = localStorage.getItem("comparison-theme") ?? ""; } catch { /* As above. */ }
  set(["light", "dark"].includes(kept) ? kept : "");
}
document.querySelectorAll(".no-script").forEach(element => element.remove());
document.querySelectorAll(".needs-script:not(#detail):not(#suite)").forEach(element => { element.hidden = false; });
startTheme();
startGrid();
startSuite();
addEventListener("hashchange", route);
if (!/[#&]test=/.test(location.hash)) lastHash = location.hash;
route();
})();
