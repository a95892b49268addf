import { type Attributes, attributes, type Content, classes, type Html, html } from '../html.ts';
import { type TagOptions, tag } from './tag.ts';

export type TaskListItem = {
  title: { text: Content; classes?: string | undefined };
  href?: string | undefined;
  hint?: { text: Content } | undefined;
  /** A word, or a tag. */
  status: { text?: Content | undefined; tag?: TagOptions | undefined; classes?: string | undefined };
  classes?: string | undefined;
};

export type TaskListOptions = {
  items: readonly (TaskListItem | false | null | undefined | '')[];
  idPrefix?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

/** Things to be done and how far each is. */
export function taskList(options: TaskListOptions): Html {
  const element = { class: classes('govuk-task-list', options.classes), ...options.attributes };
  const prefix = options.idPrefix ?? 'task-list';
  return html`<ul${attributes(element)}>${options.items.map((item, index) => item && task(item, `${prefix}-${index + 1}`))}</ul>`;
}

function task(item: TaskListItem, id: string): Html {
  const linked = item.href !== undefined;
  const hintId = item.hint && `${id}-hint`;
  const link = {
    class: classes('govuk-link govuk-task-list__link', item.title.classes),
    href: item.href,
    'aria-describedby': classes(hintId, `${id}-status`),
  };
  const title = linked
    ? html`<a${attributes(link)}>${item.title.text}</a>`
    : html`<div${attributes({ class: item.title.classes })}>${item.title.text}</div>`;
  const own = classes('govuk-task-list__item', linked && 'govuk-task-list__item--with-link', item.classes);
  const status = { class: classes('govuk-task-list__status', item.status.classes), id: `${id}-status` };
  return html`<li${attributes({ class: own })}>
  <div class="govuk-task-list__name-and-hint">
    ${title}
    ${item.hint && html`<div${attributes({ id: hintId, class: 'govuk-task-list__hint' })}>${item.hint.text}</div>`}
  </div>
  <div${attributes(status)}>${item.status.tag ? tag(item.status.tag) : item.status.text}</div>
</li>`;
}
