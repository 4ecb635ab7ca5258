// Draws the rows of `row_list.py`, and says which button was clicked.

// What a row may hold. The server escapes every value; this is the second guard, as Streamlit's own is for its HTML.
const ELEMENTS = new Set(["B", "BR", "DIV", "EM", "LI", "P", "SPAN", "UL"]);
const ATTRIBUTES = new Set(["class", "title", "role", "aria-label", "aria-hidden"]);

const made = (tag, values = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(values)) if (value) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

const clean = (html) => {
  const { content } = Object.assign(document.createElement("template"), { innerHTML: html });
  for (const element of content.querySelectorAll("*")) {
    if (!ELEMENTS.has(element.tagName)) element.remove();
    for (const { name } of [...element.attributes]) if (!ATTRIBUTES.has(name)) element.removeAttribute(name);
  }
  return content;
};

const copy = async (text, button) => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = made("textarea", { "aria-hidden": "true" });
    field.value = text;
    button.after(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    button.focus();
  }
  button.textContent = `Copied ${text}`;
};

// Opens a menu below its button, or above it if there is no room; within the window.
const place = (menu, button) => {
  const at = button.getBoundingClientRect(), size = menu.getBoundingClientRect();
  const below = at.bottom + size.height + 8 < innerHeight || at.top < size.height + 8;
  menu.style.top = `${Math.max(8, Math.min(below ? at.bottom + 4 : at.top - size.height - 4, innerHeight - size.height - 8))}px`;
  menu.style.left = `${Math.max(8, Math.min(at.right - size.width, innerWidth - size.width - 8))}px`;
};

const opener = (label, content, hint) => {
  const menu = made("div", { popover: "auto", class: "bp-menu", role: "group", "aria-label": hint || label }, ...content);
  const button = made("button", { type: "button", class: "bp-plain bp-opens", "aria-expanded": "false" }, label);
  button.popoverTargetElement = menu;
  menu.addEventListener("toggle", ({ newState }) => {
    button.setAttribute("aria-expanded", String(newState === "open"));
    if (newState === "open") place(menu, button);
  });
  return [button, menu];
};

const row = (given, click) => {
  const send = (button, more) => click({ row: given.key, button, ...more });
  const one = (shape) => {
    if (shape.note) return [made("p", { class: shape.title ? "bp-menu-title" : "bp-small bp-soft" }, shape.note)];
    if (shape.copied) {
      const button = made("button", { type: "button" }, `Copy ${shape.copied}`);
      button.onclick = () => copy(shape.copied, button);
      return [button];
    }
    if (shape.items) return opener(shape.label, shape.items.flatMap(one));
    if (shape.whyNot) {
      const [button, why] = opener(shape.label, [made("p", {}, shape.whyNot)], shape.whyNot);
      button.setAttribute("aria-disabled", "true");
      button.className = "";
      button.title = shape.whyNot;
      return [button, why];
    }
    const button = made("button", { type: "button", title: shape.help, class: shape.plain && "bp-plain" }, shape.label);
    button.onclick = ({ detail }) => {
      // The second click of a double click says nothing new.
      if (detail > 1) return;
      button.closest("[popover]")?.hidePopover();
      send(shape.name);
    };
    return [button];
  };
  const parts = [];
  if (given.tick) {
    const { label, whyNot } = given.tick;
    const box = made("input", { type: "checkbox", "aria-label": label, title: whyNot });
    box.disabled = Boolean(whyNot);
    box.onchange = () => send("tick", { ticked: box.checked });
    parts.push(box);
  }
  parts.push(made("div", { class: "bp-item-text" }, clean(given.html)));
  parts.push(made("div", { class: "bp-item-buttons" }, ...given.buttons.flatMap(one)));
  return made("li", { class: "bp-item", "data-row": given.key }, ...parts);
};

// Where the focus is: the key and the place of its row, and the place of what has it among what can have it in the row.
const FOCUSABLE = ":scope > input, :scope > .bp-item-buttons > button";
const focusIn = (list) => {
  const item = list.contains(document.activeElement) ? document.activeElement.closest("li") : null;
  return item && {
    item,
    key: item.dataset.row,
    at: [...list.children].indexOf(item),
    part: [...item.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement),
  };
};

// The keyboard goes on where it was; if the row was dealt with and is gone, with the row in its place.
const keepFocus = (list, was) => {
  if (!was || was.item.isConnected) return;
  const same = [...list.children].find((item) => item.dataset.row === was.key);
  const item = same ?? list.children[Math.min(was.at, list.children.length - 1)];
  const parts = [...(item?.querySelectorAll(FOCUSABLE) ?? [])];
  (parts[same ? was.part : -1] ?? parts.find((part) => part.tagName === "BUTTON"))?.focus();
};

export default function ({ data, parentElement, setStateValue }) {
  const list = parentElement.querySelector(":scope > ul") ?? parentElement.appendChild(made("ul", { class: "bp-list" }));
  list.classList.toggle("bp-framed", data.framed);
  const memory = (list.memory ??= { clicks: [], drawn: new Map() });
  memory.clicks = memory.clicks.filter(({ session, number }) => session === data.session && number > data.seen);
  memory.last = Math.max(data.seen, ...memory.clicks.map(({ number }) => number));
  memory.click = (what) => {
    memory.last += 1;
    memory.clicks = [...memory.clicks, { session: data.session, number: memory.last, ...what }];
    setStateValue("clicks", memory.clicks);
  };
  const was = focusIn(list), drawn = new Map();
  data.rows.forEach((given, at) => {
    // A row that is as it was stays, with the focus and an open menu; whether its box is ticked is no reason to draw it.
    const shape = JSON.stringify({ ...given, tick: given.tick && { ...given.tick, ticked: null } });
    const known = memory.drawn.get(given.key);
    const element = known?.shape === shape ? known.element : row(given, (what) => memory.click(what));
    drawn.set(given.key, { shape, element });
    if (list.children[at] !== element) list.insertBefore(element, list.children[at] ?? null);
    const box = element.querySelector(":scope > input");
    if (box && !memory.clicks.some((click) => click.row === given.key && click.button === "tick")) {
      box.checked = given.tick.ticked;
    }
  });
  while (list.children.length > data.rows.length) list.lastElementChild.remove();
  memory.drawn = drawn;
  keepFocus(list, was);
}
