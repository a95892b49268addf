import { attributes, classes, type Html, html } from '../html.ts';
import { type InputOptions, labelled } from './form-group.ts';

export type FileUploadOptions = InputOptions & {
  multiple?: boolean | undefined;
  /** With scripts, a box to drop files on. */
  javascript?: boolean | undefined;
  wrapperClasses?: string | undefined;
};

/** Files to send. The form around it needs `enctype="multipart/form-data"`. */
export function fileUpload(options: FileUploadOptions): Html {
  return labelled(options, (id, describedBy) => {
    const element = {
      class: classes(
        'govuk-file-upload',
        options.classes,
        options.errorMessage !== undefined && 'govuk-file-upload--error',
      ),
      id,
      name: options.name,
      type: 'file',
      disabled: options.disabled,
      multiple: options.multiple,
      'aria-describedby': describedBy,
      ...options.attributes,
    };
    const control = html`<input${attributes(element)}>`;
    if (!options.javascript) return control;
    const wrapper = {
      class: classes('govuk-file-upload-wrapper', options.wrapperClasses),
      'data-module': 'govuk-file-upload',
    };
    return html`<div${attributes(wrapper)}>${control}</div>`;
  });
}
