import {element} from './elements.js';

const NAME_KEY = 'plumbline.name';
const PATIENCE_MILLIS = 30000;

const VERBS = {
  ack: {button: 'Acknowledge', busy: 'Acknowledging …', done: 'Acknowledged'},
  close: {button: 'Close', busy: 'Closing …', done: 'Closed'},
};

function rememberedName() {
  try {
    return localStorage.getItem(NAME_KEY) || '';
  } catch {
    // Storage may be switched off; then the name is asked for each time.
    return '';
  }
}

function rememberName(name) {
  try {
    localStorage.setItem(NAME_KEY, name);
  } catch {
    // As above.
  }
}

function button(text, attributes, pressed) {
  const node = element('button', {type: 'button', ...attributes}, text);
  if (pressed) {
    node.addEventListener('click', pressed);
  }
  return node;
}

/** What the server answered: {status, error, incident}. */
async function post(id, verb, by, note) {
  const response = await fetch(`api/incidents/${encodeURIComponent(id)}/${verb}`, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({by, note}),
    signal: AbortSignal.timeout(PATIENCE_MILLIS),
  });
  const text = await response.text();
  let body = {};
  try {
    body = JSON.parse(text);
  } catch {
    // A proxy in between may answer with a page of its own.
  }
  const error = response.ok ? null : body.error || `${response.status} ${response.statusText}`;
  return {status: response.status, error, isOpen: body.status !== 'closed'};
}

/** Name and comment, for one of the verbs. */
class Form {
  constructor(key, verb, sent, cancelled) {
    this.verb = verb;
    this.isBusy = false;
    this.by = element('input', {id: `${key}-by`, maxlength: 100, required: '', autocomplete: 'name'});
    this.by.value = rememberedName();
    this.note = element('textarea', {id: `${key}-note`, maxlength: 4000, rows: 2});
    this.submit = element('button', {type: 'submit', class: 'primary'}, VERBS[verb].button);
    this.error = element('p', {class: 'error', role: 'alert'});
    this.node = element('form', {'aria-label': VERBS[verb].button},
        element('label', {for: `${key}-by`}, 'Your name'), this.by,
        element('label', {for: `${key}-note`}, 'Comment (optional)'), this.note,
        element('div', {class: 'buttons'}, this.submit, button('Cancel', {}, cancelled)),
        this.error);
    this.node.addEventListener('submit', event => {
      event.preventDefault();
      if (!this.isBusy) {
        sent(this);
      }
    });
    this.node.addEventListener('keydown', event => {
      if (event.key === 'Escape') {
        cancelled();
      }
    });
  }

  focus() {
    (this.by.value === '' ? this.by : this.note).focus();
  }

  /** Whether an action is this one: it was done although no answer came. */
  isAsWritten(action) {
    return action.kind === this.verb && action.by === this.by.value.trim() && action.note === this.note.value.trim();
  }

  /** A disabled button would lose the focus. */
  setBusy(isBusy) {
    this.isBusy = isBusy;
    this.submit.setAttribute('aria-disabled', isBusy);
    this.submit.textContent = isBusy ? VERBS[this.verb].busy : VERBS[this.verb].button;
  }
}

/** Acknowledging and closing one incident: two buttons, a form when one is pressed, what came of it. */
export class Actions {
  constructor(incident, changed) {
    this.id = incident.id;
    this.changed = changed;
    this.form = null;
    this.isOpen = true;
    const of = ` incident of ${incident.service}`;
    this.buttons = {};
    for (const verb of Object.keys(VERBS)) {
      const label = VERBS[verb].button;
      this.buttons[verb] =
          button(label, {'aria-label': label + of, 'aria-expanded': false}, () => this.toggle(verb));
    }
    this.row = element('div', {class: 'buttons'}, ...Object.values(this.buttons));
    this.result = element('p', {class: 'result', role: 'status', tabindex: -1});
    this.node = element('div', {class: 'actions'}, this.row, this.result);
  }

  /** Follows an incident that others may have closed. */
  show(incident) {
    const isOpen = incident.status === 'open';
    const wasOpen = this.isOpen;
    this.setOpen(isOpen);
    if (wasOpen && !isOpen && this.form !== null && !this.form.isBusy) {
      const closing = incident.actions.find(action => action.kind === 'close');
      if (closing && this.form.isAsWritten(closing)) {
        this.succeed(this.form, closing.by, false);
      } else {
        this.giveUp(closing ? `${closing.by} closed it meanwhile` : 'It is over meanwhile');
      }
    }
  }

  setOpen(isOpen) {
    this.isOpen = isOpen;
    this.row.hidden = !isOpen;
  }

  toggle(verb) {
    if (this.form !== null && this.form.isBusy) {
      return;
    }
    const isSame = this.form !== null && this.form.verb === verb;
    this.removeForm();
    if (isSame) {
      return;
    }
    this.result.textContent = '';
    this.form = new Form(`incident-${this.id}`, verb, form => this.send(form), () => this.cancel());
    this.buttons[verb].setAttribute('aria-expanded', true);
    this.row.after(this.form.node);
    this.form.focus();
  }

  removeForm() {
    if (this.form !== null) {
      this.form.node.remove();
      this.buttons[this.form.verb].setAttribute('aria-expanded', false);
      this.form = null;
    }
  }

  cancel() {
    if (this.form !== null && !this.form.isBusy) {
      const verb = this.form.verb;
      this.removeForm();
      this.buttons[verb].focus();
    }
  }

  /** Ends the form, keeping what was written in sight. */
  giveUp(why) {
    const note = this.form.note.value.trim();
    const unsent = note === '' ? '' : ` Your comment was not stored: “${note}”`;
    const hadFocus = this.form.node.contains(document.activeElement);
    this.removeForm();
    this.result.textContent = `${why}, so nothing was done.${unsent}`;
    if (hadFocus) {
      this.result.focus();
    }
  }

  async send(form) {
    const by = form.by.value.trim();
    form.error.textContent = '';
    form.setBusy(true);
    try {
      const answer = await post(this.id, form.verb, by, form.note.value.trim());
      form.setBusy(false);
      if (answer.status === 409) {
        this.giveUp(answer.error);
      } else if (answer.error !== null) {
        form.error.textContent = `Not done: ${answer.error}`;
        return;
      } else {
        this.succeed(form, by, answer.isOpen);
      }
    } catch (error) {
      form.setBusy(false);
      form.error.textContent = `No answer, so it may not be done: ${error.message}`;
    }
    this.changed();
  }

  succeed(form, by, isOpen) {
    rememberName(by);
    this.removeForm();
    this.setOpen(isOpen);
    this.result.textContent = `${VERBS[form.verb].done} by ${by}.`;
    (isOpen ? this.buttons[form.verb] : this.result).focus();
  }
}
