import { type Attributes, attributes, type Content, classes, type Html, html } from '../html.ts';
import { type FieldsetOptions, fieldset } from './fieldset.ts';
import { describe, formGroup, type InputOptions } from './form-group.ts';
import { type HintOptions, hint } from './hint.ts';
import { label, withText } from './label.ts';

export type ChoiceItem = {
  text?: Content | undefined;
  value?: string | number | undefined;
  id?: string | undefined;
  name?: string | undefined;
  hint?: Content | HintOptions | undefined;
  checked?: boolean | undefined;
  disabled?: boolean | undefined;
  /** Shown when the item is chosen; without scripts always. */
  conditional?: Html | undefined;
  /** A word between two items: "or". The other options are then ignored. */
  divider?: string | undefined;
  /** Checkboxes only: choosing this one clears the others. */
  behaviour?: 'exclusive' | undefined;
  label?: { classes?: string | undefined; attributes?: Attributes | undefined } | undefined;
  attributes?: Attributes | undefined;
};

export type ChoicesOptions = Pick<
  InputOptions,
  'hint' | 'errorMessage' | 'describedBy' | 'formGroup' | 'classes' | 'attributes'
> & {
  name: string;
  idPrefix?: string | undefined;
  fieldset?: FieldsetOptions | undefined;
  items: readonly (ChoiceItem | false | null | undefined | '')[];
};

type Kind = { block: 'govuk-radios' | 'govuk-checkboxes'; type: 'radio' | 'checkbox' };

/** The common part of radios and checkboxes: group, fieldset, hint, error, items. */
export function choices(kind: Kind, options: ChoicesOptions, isChosen: (item: ChoiceItem) => boolean): Html {
  const prefix = options.idPrefix ?? options.name;
  const described = describe(prefix, { ...options, describedBy: options.fieldset?.describedBy ?? options.describedBy });
  // Without a fieldset only the input itself can carry the description; radios are told by their group.
  const each = options.fieldset || kind.type === 'radio' ? undefined : described.describedBy;
  const items = options.items.map((item, index) => {
    if (!item) return undefined;
    if (item.divider !== undefined) return html`<div class="${kind.block}__divider">${item.divider}</div>`;
    const id = item.id ?? (index === 0 ? prefix : `${prefix}-${index + 1}`);
    return choice(kind, { ...item, id, name: item.name ?? options.name }, isChosen(item), each);
  });
  const box = { class: classes(kind.block, options.classes), 'data-module': kind.block, ...options.attributes };
  const content = html`
  ${described.hint}
  ${described.error}
  <div${attributes(box)}>${items}</div>
`;
  const inner = options.fieldset
    ? fieldset({ ...options.fieldset, describedBy: described.describedBy, content })
    : content;
  return formGroup(inner, { ...options.formGroup, error: described.error !== undefined });
}

function choice(
  kind: Kind,
  item: ChoiceItem & { id: string; name: string },
  checked: boolean,
  describedBy: string | undefined,
): Html {
  const hintId = item.hint === undefined ? undefined : `${item.id}-item-hint`;
  const conditionalId = item.conditional && `conditional-${item.id}`;
  const element = {
    class: `${kind.block}__input`,
    id: item.id,
    name: item.name,
    type: kind.type,
    value: item.value,
    checked,
    disabled: item.disabled,
    'data-aria-controls': conditionalId,
    'data-behaviour': item.behaviour,
    'aria-describedby': classes(describedBy, hintId),
    ...item.attributes,
  };
  const name = label({
    text: item.text ?? '',
    for: item.id,
    classes: classes(`${kind.block}__label`, item.label?.classes),
    attributes: item.label?.attributes,
  });
  const help =
    item.hint !== undefined &&
    hint({ ...withText<HintOptions>(item.hint), id: hintId, classes: `${kind.block}__hint` });
  const hidden = !checked && `${kind.block}__conditional--hidden`;
  return html`<div class="${kind.block}__item"><input${attributes(element)}>${name}${help}</div>${
    item.conditional &&
    html`<div${attributes({ class: classes(`${kind.block}__conditional`, hidden), id: conditionalId })}>${item.conditional}</div>`
  }`;
}
