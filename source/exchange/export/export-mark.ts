import {type StoreKind} from '../../domain/store-identity.js';

/** Raised when a record says something that an older program would misread. */
export const exportVersion = 1;

/** Begins each record of an export, so that it is known again when it is imported. */
interface ExportMark {
	readonly export: number;
	readonly store: StoreKind;
}

export const exportMark = (store: StoreKind): {readonly chatlogs: ExportMark} => ({
	chatlogs: {export: exportVersion, store},
});

/** Whether a JSON text that begins like this is an export. */
export const beginsLikeExport = (head: string): boolean => /"chatlogs":\s*\{\s*"export":\s*\d/.test(head);
