import {type StoreKind} from '../../domain/store-identity.js';

/** Raised when a record says something that an older program would misread. */
export const exportVersion = 1;

/** The kind of the store that a session is from; `person` in the file of one person, which is not for importing. */
export type ExportedKind = StoreKind | 'person';

/** Begins each record of an export, so that it is known again when it is imported. */
interface ExportMark {
	readonly export: number;
	readonly store: ExportedKind;
}

export const exportMark = (store: ExportedKind): {readonly chatlogs: ExportMark} => ({
	chatlogs: {export: exportVersion, store},
});

/** Whether a JSON text that begins like this is an export. */
export const beginsLikeExport = (head: string): boolean => /"chatlogs":\s*\{\s*"export":\s*\d/.test(head);
