import {type Actor} from '../domain/change.js';
import {type ExportNote} from '../domain/export-format.js';
import {learnSegments} from './learn-segments.js';
import {type Store} from './store.js';
import {writeManifest} from './write-index.js';

/**
Writes down that sessions are exported, before the first byte of them leaves the store.
@returns why it is not recorded, if the store can only be read
@throws StoreRefusal if it could not be written
*/
export const recordExport = async (
	store: Store,
	actor: Actor,
	exported: ExportNote,
): Promise<string | undefined> => {
	const {readOnly} = store;
	if (readOnly !== undefined) return `The export is not recorded: ${readOnly}`;
	await store.write(async writing => {
		const isFirst = writing.replica.facts.isExported === undefined;
		await writing.append(writing.number(actor, {kind: 'export', exported}));
		if (!isFirst) return;
		// So that older programs refuse the store, and do not take the line for damage.
		await learnSegments(writing);
		await writeManifest(writing, []);
	});
	return undefined;
};
