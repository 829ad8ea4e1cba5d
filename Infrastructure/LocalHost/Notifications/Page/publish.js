import { h, fill, toast, refusal } from './dom.js';
import * as api from './api.js';
import { drawn } from './parts.js';

/** A box to publish a message by hand. */
export function publishView(topic, page, { link }) {
  const topics = h('select', { id: 'topic' });
  const subject = h('input', { id: 'subject', maxlength: '99', autocomplete: 'off' });
  const attributes = h('textarea', { id: 'attributes', class: 'mono', rows: '4', spellcheck: 'false', 'aria-describedby': 'attributes-form' });
  const body = h('textarea', { id: 'body', class: 'mono', rows: '10', spellcheck: 'false', value: '{\n  \n}' });
  const faults = h('div', {});
  const button = h('button', { class: 'primary' }, 'Publish');

  const drawTopics = drawn(names => fill(topics, names.map(name => h('option', { selected: name === topic }, name))));

  /** Lines "name = value"; a value that is a number is one, what stands in brackets is an array. */
  function read() {
    const read = {};
    for (const line of attributes.value.split('\n').map(each => each.trim()).filter(each => each !== '')) {
      const at = line.indexOf('=');
      if (at < 1) throw new Error(`The attribute "${line}" has no "=".`);
      const value = line.slice(at + 1).trim();
      const type = value.startsWith('[') ? 'String.Array' : value !== '' && !Number.isNaN(Number(value)) ? 'Number' : 'String';
      read[line.slice(0, at).trim()] = { type, value };
    }
    return read;
  }

  async function send(event) {
    event.preventDefault();
    button.disabled = true;
    try {
      const { messageId } = await api.publish({ topic: topics.value, body: body.value, subject: subject.value || null, attributes: read() });
      fill(faults);
      toast('Published');
      location.hash = link(topic, 'messages', { id: messageId });
    } catch (error) {
      fill(faults, refusal(error));
    } finally {
      button.disabled = false;
    }
  }

  const field = (input, label, note) => h('div', { class: 'field' }, h('label', { for: input.id }, label), input, note);
  fill(page, h('form', { class: 'editor publish', onsubmit: send },
    field(topics, 'Topic'),
    field(subject, 'Subject'),
    field(attributes, 'Attributes', h('small', { id: 'attributes-form' }, 'One a line: city = oslo. A number is a Number, ["a", "b"] a String.Array.')),
    field(body, 'Body'),
    faults,
    h('div', { class: 'actions' }, button)));
  body.addEventListener('keydown', event => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) button.form.requestSubmit(); });
  return { update: all => drawTopics(all.map(each => each.name)) };
}
