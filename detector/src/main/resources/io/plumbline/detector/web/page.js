import {clockTime, element, number, shape} from './elements.js';
import {IncidentList} from './incidents.js';

const REFRESH_MILLIS = 2000;
const CHART_WIDTH = 600;
const CHART_HEIGHT = 56;
const LANE_HEIGHT = 28;
const LABEL_SHARE_MAX = 0.4;
const CHAR_WIDTH = 7;
const TIMELINE_PADDING = 16;

const CHARTS = [
  {key: 'request_rate', title: 'Requests per second', show: value => number(value, 1)},
  {key: 'latency_p95_ms', title: 'Latency p95', show: value => number(value, 0) + ' ms'},
  {key: 'error_rate', title: 'Errors', show: value => number(100 * value, 1) + ' %', least: 0.05},
];

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

function timeline(overview, width) {
  const longest = Math.max(0, ...overview.services.map(service => service.name.length));
  const labelWidth = Math.min(LABEL_SHARE_MAX * width, 12 + CHAR_WIDTH * longest);
  const height = overview.services.length * LANE_HEIGHT + 20;
  const svg = shape('svg', {viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': 'Anomalies over time by service'});
  const x = instant => labelWidth + clamp(position(overview.times, instant)) * (width - labelWidth - 10);
  overview.services.forEach((service, lane) => {
    const y = lane * LANE_HEIGHT + LANE_HEIGHT / 2;
    svg.append(shape('text', {x: 0, y: y + 4}, service.name));
    svg.append(shape('line', {class: 'base', x1: labelWidth, y1: y, x2: width, y2: y}));
    for (const anomaly of overview.anomalies.filter(each => each.service === service.name)) {
      const dot = shape('circle', {class: anomaly.severity, cx: x(anomaly.time), cy: y, r: 4 + anomaly.score / 25});
      dot.append(shape('title', {},
          `${clockTime(anomaly.time)} score ${number(anomaly.score, 0)}: ${anomaly.top_features.join(', ')}`));
      svg.append(dot);
    }
  });
  const first = overview.times[0];
  const last = overview.times[overview.times.length - 1];
  svg.append(shape('text', {x: labelWidth, y: height - 2}, clockTime(first)));
  svg.append(shape('text', {x: width - 10, y: height - 2, 'text-anchor': 'end'}, clockTime(last)));
  return svg;
}

/** Writes only what is new, for a screen reader would read it out again. */
function write(node, className, text) {
  if (node.textContent !== text) {
    node.className = className;
    node.textContent = text;
  }
}

function stateText(overview) {
  if (overview.services.length === 0) {
    return 'No telemetry in the last windows.';
  }
  const open = overview.incidents.filter(incident => incident.status === 'open').length;
  const health = open === 0 ? 'no open incident' : open === 1 ? '1 open incident' : open + ' open incidents';
  return `${overview.services.length} services, ${health}, windows of ${overview.window_seconds} s`;
}

const incidentList = new IncidentList(document.getElementById('incidents'), refresh);
let chartsShown = null;

function render(overview) {
  write(document.getElementById('state'), '', stateText(overview));
  document.getElementById('as-of').textContent = 'as of ' + clockTime(overview.now);
  const {now, ...charts} = overview;
  const timelineNode = document.getElementById('timeline');
  const width = timelineNode.clientWidth - 2 * TIMELINE_PADDING;
  const text = width + JSON.stringify(charts);
  if (text !== chartsShown) {
    chartsShown = text;
    document.getElementById('services').replaceChildren(...overview.services.map(service => card(overview, service)));
    timelineNode.replaceChildren(timeline(overview, width));
  }
  incidentList.show(overview.incidents);
}

let turn = 0;
let timer;

/** Renders what is there now; an older answer that is still on its way is not waited for. */
async function refresh() {
  const mine = ++turn;
  clearTimeout(timer);
  try {
    const response = await fetch('api/overview');
    const body = await response.json();
    if (!response.ok) {
      throw new Error(body.error || response.statusText);
    }
    if (mine === turn) {
      render(body);
    }
  } catch (error) {
    if (mine === turn) {
      write(document.getElementById('state'), 'broken', 'No news: ' + error.message);
    }
  }
  if (mine === turn) {
    timer = setTimeout(refresh, REFRESH_MILLIS);
  }
}

refresh();
