const SVG = 'http://www.w3.org/2000/svg';

export function number(value, digits) {
  return value == null || !Number.isFinite(value) ? '–' : value.toFixed(digits);
}

export function clockTime(instant) {
  return new Date(instant).toLocaleTimeString();
}

/** A time, with its day unless that is today. */
export function moment(instant) {
  const date = new Date(instant);
  const isToday = date.toDateString() === new Date().toDateString();
  return element('time', {datetime: instant}, isToday ? date.toLocaleTimeString() : date.toLocaleString());
}

function withAttributes(node, attributes) {
  for (const [key, value] of Object.entries(attributes)) {
    node.setAttribute(key, value);
  }
  return node;
}

export function element(name, attributes = {}, ...children) {
  const node = withAttributes(document.createElement(name), attributes);
  node.append(...children);
  return node;
}

export function shape(name, attributes, text) {
  const node = withAttributes(document.createElementNS(SVG, name), attributes);
  if (text !== undefined) {
    node.textContent = text;
  }
  return node;
}
