'use strict';

const REFRESH_MILLIS = 2000;
const SVG = 'http://www.w3.org/2000/svg';
const CHART_WIDTH = 600;
const CHART_HEIGHT = 56;
const LANE_HEIGHT = 28;
const LANE_LABEL_WIDTH = 110;

const CHARTS = [
  {key: 'request_rate', title: 'Requests per second', show: value => number(value, 1)},
  {key: 'latency_p95_ms', title: 'Latency p95', show: value => number(value, 0) + ' ms'},
  {key: 'error_rate', title: 'Errors', show: value => number(100 * value, 1) + ' %', least: 0.05},
];

function number(value, digits) {
  return value == null || !Number.isFinite(value) ? '–' : value.toFixed(digits);
}

function clockTime(instant) {
  return new Date(instant).toLocaleTimeString();
}

function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

function shape(name, attributes, text) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    node.setAttribute(key, value);
  }
  if (text !== undefined) {
    node.textContent = text;
  }
  return node;
}

/** Where an instant lies between the first and the last window, 0 to 1. */
function position(times, instant) {
  const first = Date.parse(times[0]);
  const last = Date.parse(times[times.length - 1]);
  return last === first ? 1 : (Date.parse(instant) - first) / (last - first);
}

function clamp(value) {
  return Math.min(1, Math.max(0, value));
}

/** The line through the values; a missing value breaks it. */
function path(values, top) {
  let command = 'M';
  let text = '';
  values.forEach((value, index) => {
    if (value == null) {
      command = 'M';
      return;
    }
    const x = values.length === 1 ? CHART_WIDTH : index / (values.length - 1) * CHART_WIDTH;
    const y = CHART_HEIGHT - value / top * (CHART_HEIGHT - 4);
    text += command + x.toFixed(1) + ',' + y.toFixed(1);
    command = 'L';
  });
  return text;
}

function chart(overview, service, definition) {
  const values = service.series[definition.key];
  const top = Math.max(definition.least || 0, ...values.filter(value => value != null)) || 1;
  const svg = shape('svg', {
    viewBox: `0 0 ${CHART_WIDTH} ${CHART_HEIGHT}`,
    height: CHART_HEIGHT,
    preserveAspectRatio: 'none',
    role: 'img',
    'aria-label': `${definition.title} of ${service.name}, at most ${definition.show(top)}`,
  });
  for (const incident of overview.incidents.filter(each => each.services.includes(service.name))) {
    const from = clamp(position(overview.times, incident.opened));
    const to = clamp(position(overview.times, incident.closed || overview.now));
    svg.append(shape('rect', {
      class: 'incident', x: from * CHART_WIDTH, y: 0, width: Math.max(1, (to - from) * CHART_WIDTH), height: CHART_HEIGHT,
    }));
  }
  svg.append(shape('line', {class: 'base', x1: 0, y1: CHART_HEIGHT, x2: CHART_WIDTH, y2: CHART_HEIGHT}));
  svg.append(shape('path', {class: 'series', d: path(values, top)}));
  const now = element('b', {}, definition.show(service[definition.key]));
  return element('figure', {}, element('figcaption', {}, definition.title, now), svg);
}

function card(overview, service) {
  const score = element('small', {}, 'score ' + number(service.score, 0));
  const node = element('article', {class: 'card ' + (service.score >= 25 ? service.severity : '')},
      element('h3', {}, service.name, score));
  node.append(...CHARTS.map(definition => chart(overview, service, definition)));
  return node;
}

function timeline(overview) {
  const width = 1200;
  const height = overview.services.length * LANE_HEIGHT + 20;
  const svg = shape('svg', {viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': 'Anomalies over time by service'});
  const x = instant => LANE_LABEL_WIDTH + clamp(position(overview.times, instant)) * (width - LANE_LABEL_WIDTH - 10);
  overview.services.forEach((service, lane) => {
    const y = lane * LANE_HEIGHT + LANE_HEIGHT / 2;
    svg.append(shape('text', {x: 0, y: y + 4}, service.name));
    svg.append(shape('line', {class: 'base', x1: LANE_LABEL_WIDTH, y1: y, x2: width, y2: y}));
    for (const anomaly of overview.anomalies.filter(each => each.service === service.name)) {
      const dot = shape('circle', {class: anomaly.severity, cx: x(anomaly.time), cy: y, r: 4 + anomaly.score / 25});
      dot.append(shape('title', {},
          `${clockTime(anomaly.time)} score ${number(anomaly.score, 0)}: ${anomaly.top_features.join(', ')}`));
      svg.append(dot);
    }
  });
  const first = overview.times[0];
  const last = overview.times[overview.times.length - 1];
  svg.append(shape('text', {x: LANE_LABEL_WIDTH, y: height - 2}, clockTime(first)));
  svg.append(shape('text', {x: width - 10, y: height - 2, 'text-anchor': 'end'}, clockTime(last)));
  return svg;
}

const EVIDENCE_MAX = 8;
const EVIDENCE = {
  deployment: 'deployed', worst_trace: 'a bad trace', typical_trace: 'a usual trace', new_template: 'logs',
  risen_template: 'logs', vanished_template: 'logs', theme: 'logs speak of'};

function evidenceItem(note) {
  return element('li', {}, element('span', {class: 'kind'}, EVIDENCE[note.kind] || note.kind), ` ${note.service}: ${note.text}`);
}

function incidentItem(incident) {
  const state = element('span', {class: incident.status}, incident.status);
  const until = incident.closed ? ' to ' + clockTime(incident.closed) : '';
  const title = element('div', {}, element('b', {}, incident.service), ' · ', state, ` · ${incident.severity}`,
      ` · score ${number(incident.score, 0)} · ${clockTime(incident.opened)}${until}`);
  const touched = incident.services.filter(name => name !== incident.service);
  const facts = [`${incident.windows} anomalous windows`];
  if (touched.length > 0) {
    facts.push('also affected: ' + touched.join(', '));
  }
  const impact = incident.impact;
  if (impact && impact.requests > 0) {
    facts.push(`${number(impact.failed, 0)} of ${number(impact.requests, 0)} requests failed`);
    if (impact.error_budget !== null && impact.error_budget !== undefined) {
      facts.push(`${number(100 * impact.error_budget, 1)} % of the error budget`);
    }
  }
  if (incident.acknowledged) {
    facts.push('acknowledged by ' + incident.acknowledged.by);
  }
  const notes = incident.evidence || [];
  const evidence = notes.slice(0, EVIDENCE_MAX).map(evidenceItem);
  if (notes.length > EVIDENCE_MAX) {
    evidence.push(element('li', {}, `and ${notes.length - EVIDENCE_MAX} more`));
  }
  return element('li', {class: incident.severity}, title,
      element('p', {}, incident.explanation),
      element('p', {class: 'facts'}, facts.join(' · ')),
      ...(evidence.length > 0 ? [element('ul', {class: 'evidence'}, ...evidence)] : []));
}

function render(overview) {
  const state = document.getElementById('state');
  state.className = '';
  const open = overview.incidents.filter(incident => incident.status === 'open').length;
  if (overview.services.length === 0) {
    state.textContent = 'No telemetry in the last windows.';
  } else {
    const health = open === 0 ? 'no open incident' : open === 1 ? '1 open incident' : open + ' open incidents';
    state.textContent = `${overview.services.length} services, ${health}, windows of ${overview.window_seconds} s, `
        + `as of ${clockTime(overview.now)}`;
  }
  document.getElementById('services').replaceChildren(...overview.services.map(service => card(overview, service)));
  document.getElementById('timeline').replaceChildren(timeline(overview));
  const incidents = overview.incidents.map(incidentItem);
  document.getElementById('incidents').replaceChildren(
      ...(incidents.length > 0 ? incidents : [element('li', {class: 'none'}, 'None so far.')]));
}

async function refresh() {
  try {
    const response = await fetch('api/overview');
    const body = await response.json();
    if (!response.ok) {
      throw new Error(body.error || response.statusText);
    }
    render(body);
  } catch (error) {
    const state = document.getElementById('state');
    state.className = 'broken';
    state.textContent = 'No news: ' + error.message;
  }
  setTimeout(refresh, REFRESH_MILLIS);
}

refresh();
