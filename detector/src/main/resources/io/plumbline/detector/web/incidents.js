import {Actions} from './actions.js';
import {element, moment, number} from './elements.js';

const EVIDENCE_MAX = 8;
const EVIDENCE = {
  deployment: 'deployed', worst_trace: 'a bad trace', typical_trace: 'a usual trace', new_template: 'logs',
  risen_template: 'logs', vanished_template: 'logs', theme: 'logs speak of'};
const DONE = {ack: 'acknowledged it', close: 'closed it'};

function evidenceItem(note) {
  return element('li', {}, element('span', {class: 'kind'}, EVIDENCE[note.kind] || note.kind), ` ${note.service}: ${note.text}`);
}

function evidence(notes) {
  const items = notes.slice(0, EVIDENCE_MAX).map(evidenceItem);
  if (notes.length > EVIDENCE_MAX) {
    items.push(element('li', {}, `and ${notes.length - EVIDENCE_MAX} more`));
  }
  return items.length === 0 ? [] : [element('ul', {class: 'evidence'}, ...items)];
}

function trailItem(action) {
  const note = action.note === '' ? '' : `: ${action.note}`;
  return element('li', {}, moment(action.at), ` ${action.by} ${DONE[action.kind] || action.kind}${note}`);
}

function trail(actions) {
  return actions.length === 0 ? [] : [element('ul', {class: 'trail', 'aria-label': 'Who did what'}, ...actions.map(trailItem))];
}

function facts(incident) {
  const facts = [`${incident.windows} anomalous ${incident.windows === 1 ? "window" : "windows"}`];
  const touched = incident.services.filter(name => name !== incident.service);
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
  return element('p', {class: 'facts'}, facts.join(' · '));
}

function title(incident) {
  const state = element('span', {class: incident.status}, incident.status);
  const until = incident.closed ? [' to ', moment(incident.closed)] : [];
  return element('h3', {}, element('b', {}, incident.service), ' · ', state, ` · ${incident.severity}`,
      ` · score ${number(incident.score, 0)} · `, moment(incident.opened), ...until);
}

/** An incident's place in the list: it stays, so that what somebody types there outlives a refresh. */
class Entry {
  constructor(incident, changed) {
    this.content = element('div');
    this.actions = new Actions(incident, changed);
    this.node = element('li', {}, this.content, this.actions.node);
    this.shown = null;
  }

  show(incident) {
    const text = JSON.stringify(incident);
    if (text === this.shown) {
      return;
    }
    this.shown = text;
    this.node.className = incident.severity;
    this.content.replaceChildren(title(incident), element('p', {}, incident.explanation), facts(incident),
        ...evidence(incident.evidence || []), ...trail(incident.actions));
    this.actions.show(incident);
  }
}

/** The list of incidents. */
export class IncidentList {
  /** Where the list is, and what to call when somebody did something about an incident. */
  constructor(node, changed) {
    this.node = node;
    this.changed = changed;
    this.entries = new Map();
    this.none = element('li', {class: 'none'}, 'None so far.');
  }

  show(incidents) {
    const known = this.entries;
    this.entries = new Map();
    for (const incident of incidents) {
      const entry = known.get(incident.id) || new Entry(incident, this.changed);
      entry.show(incident);
      this.entries.set(incident.id, entry);
    }
    const nodes = incidents.length === 0 ? [this.none] : [...this.entries.values()].map(entry => entry.node);
    for (const old of [...this.node.children].filter(node => !nodes.includes(node))) {
      old.remove();
    }
    // A node that is where it belongs is not touched: moving it would take the focus away.
    nodes.forEach((node, index) => {
      if (this.node.children[index] !== node) {
        this.node.insertBefore(node, this.node.children[index] || null);
      }
    });
  }
}
