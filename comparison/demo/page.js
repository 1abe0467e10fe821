"use strict";
// Every text of the apps gets into the page by textContent: none of it is markup.
(() => {
const POLL = 400, SIGNS = {running: "…", checking: "≠", same: "=", expected: "≈", different: "≠", single: "·"};
const $ = id => document.getElementById(id);
const origins = {baseline: document.body.dataset.baseline, candidate: document.body.dataset.candidate};
const frames = {baseline: $("baseline-frame"), candidate: $("candidate-frame")};
const clicks = new Map(), items = new Map(), toggled = new Map(), details = new Map();
let version = 0, shown = null, hasSources = false;

function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
  element.append(...children.flat(9).filter(child => child !== null && child !== ""));
  return element;
}
const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

// ---- The two apps
const address = (side, path) => origins[side] + (path.startsWith("/") ? path : `/${path}`);
function open(path) {
  frames.baseline.src = address("baseline", path);
  if (!$("mirroring").checked) frames.candidate.src = address("candidate", path);
}
$("go").addEventListener("submit", event => { event.preventDefault(); open($("path").value.trim() || "/"); });
$("mirroring").addEventListener("change", async event => {
  await fetch("mirroring", {method: "POST", body: event.target.checked ? "on" : "off"});
});
for (const radio of document.querySelectorAll("input[name=side]"))
  radio.addEventListener("change", () => { $("frames").dataset.side = radio.value; });
$("frames").dataset.side = "baseline";

// ---- Tabs
const tabs = () => [...$("tabs").children];
function select(tab) {
  for (const each of tabs()) {
    const isSelected = each === tab;
    each.setAttribute("aria-selected", String(isSelected));
    each.tabIndex = isSelected ? 0 : -1;
    $(each.getAttribute("aria-controls")).hidden = !isSelected;
  }
}
$("tabs").addEventListener("click", event => { const tab = event.target.closest("[role=tab]"); if (tab) select(tab); });
$("tabs").addEventListener("keydown", event => {
  const all = tabs(), index = all.indexOf(document.activeElement);
  const step = {ArrowRight: 1, ArrowLeft: -1, Home: -index, End: all.length - 1 - index}[event.key];
  if (step === undefined || index < 0) return;
  event.preventDefault();
  const next = all[(index + step + all.length) % all.length];
  select(next);
  next.focus();
});
function addTab(name, ...children) {
  const id = `tab-${tabs().length}`, panel = `panel-${tabs().length}`;
  $("tabs").append(el("button", {role: "tab", id, "aria-controls": panel, "aria-selected": "false", tabindex: "-1"}, name));
  $("below").append(el("section", {role: "tabpanel", id: panel, "aria-labelledby": id, tabindex: "-1", hidden: true}, ...children));
}

// ---- The sources, which take some seconds
const prose = paragraphs => paragraphs.map(parts => el("p", {}, parts.map(([text, isCode]) => isCode ? el("code", {}, text) : text)));
function noteItem(id, note, lines = []) {
  const place = lines.length ? el("span", {class: "dim"}, ` line${lines.length === 1 ? "" : "s"} ${lines.join(", ")}`) : null;
  return el("li", {}, el("details", {}, el("summary", {}, el("span", {class: "note"}, id), ` ${note.title}`, place),
    el("div", {class: "note-text"}, el("p", {class: "dim"}, note.severity), prose(note.reason),
      note.remedy.length ? [el("h4", {}, "What to do"), prose(note.remedy)] : null)));
}
function sourceTable(feature) {
  const line = ([number, parts], differs) => [el("td", {class: "line"}, number ? String(number) : ""),
    el("td", {class: "text"}, (parts ?? []).map(([text, isMarked]) => isMarked && differs ? el("mark", {}, text) : text))];
  const head = el("tr", {}, el("th", {scope: "col", colspan: "2"}, "Baseline"), el("th", {scope: "col", colspan: "2"}, "Candidate"), el("th", {scope: "col"}, "Rule"));
  const columns = ["line", "text", "line", "text", "why"].map(name => el("col", {class: name}));
  return el("div", {class: "scroll", role: "region", "aria-label": `Source of ${feature.name}, both sides`, tabindex: "0"},
    el("table", {class: "source"}, el("colgroup", {}, columns), el("thead", {}, head), feature.groups.map(rows => el("tbody", {}, rows.map(row =>
      el("tr", {class: row.differs ? "differs" : null}, row.sides.map(side => line(side, row.differs)), el("td", {class: "why"}, row.rules)))))));
}
function addFeature(feature, notes) {
  const list = (title, items) => items.length ? [el("h3", {}, title), el("ul", {class: "notes"}, items.map(([id, lines]) => noteItem(id, notes[id], lines)))] : null;
  addTab(feature.name,
    el("p", {class: "meta"}, el("code", {}, feature.baseline), " and ", el("code", {}, feature.candidate), feature.groups.length ? "" : " have equal lines"),
    feature.groups.length && !feature.rules.length ? el("p", {class: "meta"}, "No line has a rule: the candidate's file is not what ", el("code", {}, "comparison migrate"), " makes of the baseline's.") : null,
    feature.groups.length ? sourceTable(feature) : null,
    list("Rules that change these lines", feature.rules.map(id => [id])),
    list("What Quart does differently here", feature.divergences));
}
async function loadSources() {
  const value = await (await fetch("sources")).json();
  for (const feature of value.features) addFeature(feature, value.notes);
  if (!value.routes.length) return;
  $("routes").append(...value.routes.map(route => el("option", {value: route})));
  const buttons = value.routes.map(route => {
    const button = el("button", {type: "button", class: "route"}, route);
    button.addEventListener("click", () => { open(route); scrollTo(0, 0); });
    return el("li", {}, button);
  });
  addTab("Routes", el("p", {class: "meta"}, "The baseline's pages without parameters. A click opens one on the left."), el("ul", {class: "routes"}, buttons));
}

// ---- A click
const statesOf = list => list.map(click => click.state);
const isNews = state => state === "different" || state === "checking";
const childrenOf = number => [...clicks.values()].filter(click => click.page === number && click.purpose === "resource");
const isTop = click => click.purpose !== "resource" || !clicks.has(click.page);

// A difference that an earlier click had is told by that click, as long as it is there.
const isOld = (group, click) => group.first < click.number && clicks.has(group.first);
function fieldsText(click) {
  const old = click.groups.filter(group => isOld(group, click)), firsts = [...new Set(old.map(group => group.first))].join(", ");
  const before = old.length ? `${old.length === 1 ? old[0].field : `${old.length} differences`} as in ${firsts}` : "";
  return [...click.groups.filter(group => !isOld(group, click)).map(group => group.field), before].filter(Boolean).join(", ");
}
const hasNews = click => isNews(click.state) && click.groups.some(group => !isOld(group, click));
function verdict(click) {
  switch (click.state) {
    case "running": return "waiting for the answer";
    case "checking": return `${fieldsText(click)} – asking the baseline again`;
    case "different": return `${click.failed.every(Boolean) ? "both fail; " : ""}${fieldsText(click)}`;
    case "expected": return "differs as expected";
    case "single": return `${click.side} only`;
    default: if (click.failed.every(Boolean)) return "same: both fail";
      return click.noise.length ? "same, but for what varies by itself" : "same";
  }
}
function answers(click) {
  const [left, right] = click.answers.map(text => text ?? "–");
  return left === right ? left : `${left} | ${right}`;
}
const segments = parts => parts === null
  ? el("span", {class: "absent"}, "not there")
  : parts.map(([text, differs]) => differs ? el("mark", {}, text) : text);
const isBlank = row => row.sides.every(parts => (parts ?? []).every(([text]) => !text.trim()));
function table(rows) {
  const head = el("tr", {}, el("th", {scope: "col"}, "Baseline"), el("th", {scope: "col"}, "Candidate"));
  return el("table", {class: "diff"}, el("thead", {}, head), el("tbody", {}, rows.filter(row => row.differs || !isBlank(row)).map(row =>
    el("tr", {class: row.differs ? "differs" : "equal"}, row.sides.map(parts => el("td", {}, segments(parts)))))));
}
function groupView(group, click) {
  if (isOld(group, click)) return el("p", {}, el("code", {}, group.field), " as in ", el("a", {href: `#click-${group.first}`}, `click ${group.first}`));
  return el("section", {class: "group"},
    el("h3", {}, el("code", {}, group.field)),
    group.notes.map(note => el("p", {class: "named"}, el("span", {class: "note"}, note.certain ? note.id : `may be ${note.id}`), ` ${note.title}`)),
    table(group.rows),
    group.lines.length ? el("pre", {}, group.lines.join("\n")) : null,
    group.follows ? el("p", {class: "dim"}, `Follows from it: ${group.follows}.`) : null,
    group.certainty ? el("p", {class: "dim"}, group.certainty) : null);
}
function failuresView(click) {
  return ["baseline", "candidate"].map((side, index) => {
    const lines = click.failed[index];
    if (!lines) return null;
    return el("section", {class: "group"}, el("h3", {}, `The ${side} fails`),
      lines.length ? el("pre", {tabindex: "0", "aria-label": `log of the ${side}`}, lines.join("\n")) : el("p", {class: "dim"}, "It has logged nothing about it."));
  }).concat(click.failed.every(Boolean) ? el("p", {class: "dim"},
    "Both fail. Each starts with an empty instance directory. If they lack the tables of a database: make them in your project's, then set ",
    el("code", {}, 'instance = "instance"'), " on each side in pyproject.toml, or name a ", el("code", {}, "reset"), " (comparison/docs/own-pair.md, State).") : null);
}
function fieldTable(caption, rows, bodies) {
  const body = rows.map(row => el("tr", {class: row.differs ? "differs" : "equal"},
    el("th", {scope: "row"}, row.differs ? "≠ " : "", row.name),
    row.values.map(value => el("td", {}, value === null ? el("span", {class: "absent"}, "not there") : value))));
  if (bodies.some(text => text)) body.push(el("tr", {}, el("th", {scope: "row"}, "body"),
    bodies.map(text => el("td", {}, text === null ? "" : el("pre", {tabindex: "0", "aria-label": "body"}, text)))));
  const head = el("tr", {}, el("th", {scope: "col"}, caption), el("th", {scope: "col"}, "Baseline"), el("th", {scope: "col"}, "Candidate"));
  return el("table", {class: "diff fields"}, el("thead", {}, head), el("tbody", {}, body));
}
async function loadExchanges(number, place) {
  if (!details.has(number)) details.set(number, fetch(`click?number=${number}`).then(response => response.json()));
  const value = await details.get(number);
  place.replaceChildren(fieldTable("Response", value.response, value.received), fieldTable("Request", value.request, value.sent));
}
// A part that the user has opened or closed stays so when the click changes.
function fold(key, isOpen, attributes, summary, ...children) {
  const element = el("details", {...attributes, open: toggled.get(key) ?? isOpen}, el("summary", {}, summary), ...children);
  element.firstChild.addEventListener("click", () => toggled.set(key, !element.open));
  return element;
}
function exchangesView(click) {
  const place = el("div", {class: "exchange"}), key = `exchanges-${click.number}`;
  const element = fold(key, false, {class: "exchanges"}, "Both exchanges in full", place);
  const load = () => { if (element.open && !place.firstChild) loadExchanges(click.number, place); };
  element.addEventListener("toggle", load);
  load();
  return element;
}
function resourcesText(list) {
  const different = list.filter(child => isNews(child.state));
  if (!different.length) return "";
  const old = different.some(hasNews) ? "" : ", as before";
  return `${count(different.length, "resource")} ${different.length === 1 ? "differs" : "differ"}${old}`;
}
function resourcesView(click) {
  const list = childrenOf(click.number);
  if (!list.length) return null;
  return fold(`resources-${click.number}`, list.some(hasNews), {class: "resources"}, `${count(list.length, "resource")} of this page: ${resourcesText(list) || "same"}`,
    el("ol", {class: "clicks"}, list.map(child => clickItem(child))));
}
function clickItem(click) {
  const children = childrenOf(click.number), isNew = hasNews(click) || children.some(hasNews);
  const below = resourcesText(children);
  const head = [
    el("span", {class: "sign", "aria-hidden": "true"}, SIGNS[click.state]),
    el("span", {class: "ordinal"}, String(click.number)),
    el("span", {class: "request"}, el("b", {}, click.method), " ", click.target),
    el("span", {class: "answers"}, answers(click)),
    el("span", {class: isNew ? "verdict new" : "verdict"}, verdict(click), below ? `; ${below}` : ""),
    el("time", {}, new Date(click.at * 1000).toLocaleTimeString([], {hour12: false})),
  ];
  return el("li", {class: `click ${click.state}`, id: `click-${click.number}`, value: click.number},
    fold(`click-${click.number}`, isNew || (click.failed.some(Boolean) && click.state !== "running"), {class: "answered"}, head,
      failuresView(click),
      click.groups.map(group => groupView(group, click)),
      click.expected.length ? el("ul", {class: "plain"}, click.expected.map(item => el("li", {}, el("code", {}, item.field), ` differs as expected: ${item.because}`))) : null,
      click.noise.length ? el("p", {class: "dim"}, `Varies by itself: ${click.noise.join("; ")}`) : null,
      click.state === "running" ? null : exchangesView(click),
      resourcesView(click)));
}

// ---- The list
function render(changed) {
  const tops = new Set(changed.map(click => isTop(click) ? click.number : click.page));
  for (const number of tops) {
    const click = clicks.get(number);
    if (!click) continue;
    const item = clickItem(click);
    if (items.has(number)) items.get(number).replaceWith(item);
    else {
      const next = [...items.keys()].filter(known => known < number).sort((a, b) => b - a)[0];
      if (next === undefined) $("clicks").append(item); else items.get(next).before(item);
    }
    items.set(number, item);
  }
}
function remove(number) {
  clicks.delete(number);
  items.get(number)?.remove();
  items.delete(number);
}
function summarize(dropped) {
  const list = [...clicks.values()], states = statesOf(list);
  const number = name => states.filter(state => state === name).length;
  const parts = [["same", number("same")], ["different", number("different") + number("checking")], ["expected", number("expected")], ["on one side", number("single")]];
  const text = parts.filter(([, n]) => n).map(([name, n]) => `${n} ${name}`).join(", ");
  $("summary").textContent = list.length ? `${count(list.length, "request")}${text ? `: ${text}` : ""}${dropped ? `; the first ${dropped} are no longer kept` : ""}` : "No request yet.";
  $("count").textContent = String(items.size);
  $("empty").hidden = list.length > 0;
}
function announce(changed) {
  const last = changed.filter(click => isTop(click) && ["same", "different", "expected"].includes(click.state)).at(-1);
  if (last) $("status").textContent = `${last.method} ${last.target}: ${verdict(last)}`;
}
$("only").addEventListener("change", event => $("clicks").classList.toggle("only", event.target.checked));

function place(pages) {
  for (const side of ["baseline", "candidate"]) {
    if (!pages[side]) continue;
    const link = $(`${side}-place`);
    link.href = origins[side] + pages[side];
    link.textContent = (origins[side] + pages[side]).replace("http://", "");
  }
}
async function poll() {
  let value;
  try {
    const response = await fetch(`clicks?after=${version}`);
    if (!response.ok) throw new Error(response.statusText);
    value = await response.json();
  } catch {
    $("lost").hidden = false;
    return;
  }
  $("lost").hidden = true;
  version = value.version;
  value.gone.forEach(remove);
  for (const click of value.clicks) { clicks.set(click.number, click); details.delete(click.number); }
  render(value.clicks);
  summarize(value.dropped);
  announce(value.clicks);
  place(value.pages);
  if (document.activeElement !== $("mirroring")) $("mirroring").checked = value.mirroring;
  const number = value.show ? value.show.number : 0;
  if (shown !== null && number > shown) {
    await fetch("show", {method: "POST", body: String(number)});
    frames.candidate.src = origins.candidate + value.show.target;
  }
  if (value.sources && !hasSources) { hasSources = true; loadSources(); }
  if (shown === null) open("/");
  shown = Math.max(shown ?? 0, number);
}
async function follow() {
  await poll();
  setTimeout(follow, POLL);
}
follow();
})();
