import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Policy } from '../../../engine/index.ts';
import { renderVersionsCompared } from '../../casework/procedure/render-versions-compared.ts';
import { getSignedIn } from '../../identity/index.ts';
import { keepProcedure } from '../../packs/procedures/keep-procedure.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { button, details, fileUpload, textarea } from '../../web/components/index.ts';
import { type FieldError, findError } from '../../web/errors.ts';
import { firstOf } from '../../web/forms.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { findOrganisation } from '../calendar/find-organisation.ts';
import { administrationPaths } from '../paths.ts';
import { REFUSED } from './describe-refusal.ts';
import { type GivenVersion, readVersion } from './read-version.ts';
import { renderFaults } from './render-faults.ts';

const ADMINISTRATOR = { config: { access: 'administrator' } } as const;
const CONFIRMED = '_confirmed';

/** Adding a version of the procedure: its file is checked and compared first, then, confirmed, it is added. Not in force by that. */
export function routeAddVersion(app: FastifyInstance, parts: AppParts): void {
  const { pattern } = administrationPaths.addVersion;
  app.get(pattern, ADMINISTRATOR, (request, reply) => reply.page(renderAdd(parts, request)));
  app.post(pattern, ADMINISTRATOR, (request, reply) => submit(parts, request, reply));
}

async function submit(parts: AppParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { organisation, person } = getSignedIn(request);
  const { procedures, casebook, now } = parts;
  const given = readVersion({ procedures, organisation }, request.form, request.uploads);
  const { policy, words, hash, source } = given;
  if (!policy) return reply.page(renderAdd(parts, request, given), 422);
  const { version } = policy.pack;
  if (procedures.get(organisation, version)) return reply.page(renderAdd(parts, request, refuseKnown(given)), 422);
  if (firstOf(request.form, CONFIRMED) !== keyOf(given)) return reply.page(renderAdd(parts, request, given));
  const own = { database: casebook.database, procedures, now };
  const outcome = await keepProcedure(own, organisation, { what: 'add', version, hash, words, source }, person.id);
  if ('refused' in outcome) return reply.page(renderAdd(parts, request, refuseKnown(given)), 422);
  const text = `Version ${version} was added. It is not in force: choose the day from which it is.`;
  return reply.notice({ type: 'success', text }).seeOther(administrationPaths.putInForce({ version }));
}

const refuseKnown = (given: GivenVersion): GivenVersion => ({
  ...given,
  policy: undefined,
  errors: [{ field: 'words', message: REFUSED['known-version'] }],
});

/** What was looked at must be the very texts that are added. */
const keyOf = ({ hash, source }: GivenVersion): string => `${hash} ${source?.length ?? 0}`;

function renderAdd(parts: AppParts, request: FastifyRequest, given?: GivenVersion): Page {
  const errors = given?.errors ?? [];
  const { policy: current } = findOrganisation(parts, request);
  const sound = given?.policy;
  const body = html`${given && given.faults.length > 0 && renderFaults(given.faults, given.words)}
${!given && renderHelp(current)}
<form method="post" action="${administrationPaths.addVersion()}" enctype="multipart/form-data" novalidate>${request.csrfField}
${given && sound && renderSound(parts, current, sound, given)}
${renderFields(given, errors)}
${button(sound ? { text: 'Check it again', classes: 'govuk-button--secondary' } : { text: 'Check it' })}</form>`;
  const back = { href: administrationPaths.procedure(), text: 'Versions of the procedure' };
  return { title: 'Add a version of the procedure', body, errors, back, wide: given !== undefined };
}

function renderHelp({ pack: { version } }: Policy): Html {
  const file = administrationPaths.versionFile({ version });
  return html`<p class="govuk-body">A version is one file that holds the whole procedure. Begin with <a class="govuk-link" href="${file}" download>the file of the version in force</a>: change it, and give it a name of its own (<code>version:</code>). It is checked before it is added, and adding it changes nothing: you choose afterwards from which day it is in force. The days in the file (<code>in-force:</code>) do not count.</p>`;
}

/** The file is sound: what it would change, and the button that adds it. */
function renderSound({ texts }: AppParts, current: Policy, policy: Policy, given: GivenVersion): Html {
  const { version, title } = policy.pack;
  return html`<h2 class="govuk-heading-m">Not added yet: version ${version}, ${title}</h2>
<p class="govuk-body">The file has no fault.</p>
${renderVersionsCompared(texts, current, policy)}
${button({ text: 'Add this version', name: CONFIRMED, value: keyOf(given), preventDoubleClick: true })}
<h2 class="govuk-heading-m">Or change it first</h2>`;
}

function renderFields(given: GivenVersion | undefined, errors: readonly FieldError[]): Html {
  const file = fileUpload({
    name: 'file',
    id: 'file',
    label: { text: given ? 'Choose another file' : 'The file of the version', classes: 'govuk-label--s' },
    hint: 'A .yaml file of at most 500 KB.',
    errorMessage: findError(errors, 'file'),
  });
  const source = fileUpload({
    name: 'source-file',
    id: 'source-file',
    label: { text: 'The text that it cites (optional)', classes: 'govuk-label--s' },
    hint: 'Your policy word for word with its anchors, source.md, where it is not the text of the versions before.',
    errorMessage: findError(errors, 'source-file'),
  });
  return html`${file}${given && renderBox('words', 'The file as it came', given.words, findError(errors, 'words'))}
${source}${given?.source !== undefined && renderBox('source', 'The text as it came', given.source, undefined)}`;
}

/** What was given can be mended here, and comes again with the form: nothing has to be chosen twice. */
function renderBox(name: string, label: string, value: string, wrong: string | undefined): Html {
  const box = textarea({
    name,
    id: name,
    label,
    hint: 'It counts where no other file is chosen.',
    errorMessage: wrong,
    value,
    rows: 20,
    spellcheck: false,
    classes: 'redress-file',
  });
  return wrong === undefined ? details({ summaryText: label, text: box }) : box;
}
