import type { NewEvent, StoredEvent, StoredEventWithTexts } from '../../store/stored-event.ts';
import { compactFilter, readFilter, type WorkFilter } from './work-filter.ts';

/** Where the saved filters of an organisation are recorded, each person's own among them. */
export const FILTER_STREAM = 'organisation:filters';

/** A filter that somebody saved under a name. */
export type SavedFilter = {
  readonly id: string;
  readonly name: string;
  /** Whose it is. */
  readonly owner: string;
  /** Everybody who sees cases has it, and anybody of them may not change it but its owner. */
  readonly shared: boolean;
  readonly filter: WorkFilter;
  /** What is searched for with it. */
  readonly words: string | undefined;
};

type Kept = Pick<SavedFilter, 'id' | 'name' | 'shared' | 'filter' | 'words'>;

/** A filter was saved. Its name and words are kept apart: people write names there. */
export const filterSaved = (on: string, { id, name, shared, filter, words }: Kept): NewEvent => ({
  type: 'filter-saved',
  data: { filter: id, shared, wants: { ...compactFilter(filter) } },
  texts: { name, ...(words !== undefined && { words }) },
  happenedOn: on,
});

export const filterRenamed = (on: string, id: string, { name, shared }: Pick<Kept, 'name' | 'shared'>): NewEvent => ({
  type: 'filter-renamed',
  data: { filter: id, shared },
  texts: { name },
  happenedOn: on,
});

export const filterDeleted = (on: string, id: string): NewEvent => ({
  type: 'filter-deleted',
  data: { filter: id },
  happenedOn: on,
});

/** The filters that there are, by what was recorded, in the order of their names. */
export function evolveFilters(events: readonly (StoredEvent | StoredEventWithTexts)[]): readonly SavedFilter[] {
  const filters = new Map<string, SavedFilter>();
  for (const event of events) applyEvent(filters, event);
  return [...filters.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

function applyEvent(filters: Map<string, SavedFilter>, event: StoredEvent | StoredEventWithTexts): void {
  const {
    filter: id,
    shared,
    wants,
  } = event.data as { filter: string; shared: boolean; wants: Record<string, string> };
  const texts: Record<string, string> = 'texts' in event ? event.texts : {};
  const name = texts['name'] ?? 'Filter without a name';
  const known = filters.get(id);
  if (event.type === 'filter-saved')
    filters.set(id, { id, name, owner: event.actor, shared, filter: readFilter(wants), words: texts['words'] });
  else if (event.type === 'filter-renamed' && known) filters.set(id, { ...known, name, shared });
  else if (event.type === 'filter-deleted') filters.delete(id);
}
