import {type Session} from '../../../domain/session.js';
import {foreignness} from '../../../domain/merge/another-pbx.js';
import {type SessionTable} from '../../../domain/table/session-table.js';
import {type Store} from '../../../storage/store.js';
import {findSessions} from '../api/sessions.js';
import {type PbxApi} from '../api/pbx-api.js';
import {toldSessionOf} from '../session-record.js';

/** So many known sessions tell whether a PBX is the one that they came from. */
const most = 20;

/** The PBX's word on sessions that are known here. */
export interface Comparison {
	readonly asked: number;
	/** How many of them are there. */
	readonly found: number;
	/** Why each that is another one must come from another PBX. */
	readonly foreign: readonly string[];
}

/** Some of all sessions, evenly over all ids; without those that were purged. */
const sampleOf = (table: SessionTable): readonly Session[] => {
	const blocks = table.loadedBlocks;
	const total = blocks.reduce((sum, {count}) => sum + count, 0);
	const size = Math.min(most, total);
	const sample: Session[] = [];
	let next = 0;
	let before = 0;
	for (const {id, count} of blocks) {
		for (let at; (at = Math.floor((next * total) / size) - before) < count && next < size; next++) {
			const session = table.session(id[at]!);
			if (session) sample.push(session);
		}

		before += count;
	}

	return sample;
};

/** @throws PbxTrouble if the PBX does not tell */
export const compareKnown = async (
	api: PbxApi,
	{table, directory}: Pick<Store, 'table' | 'directory'>,
	signal: AbortSignal,
): Promise<Comparison> => {
	const sample = sampleOf(table);
	const told = await findSessions(
		api,
		sample.map(({id}) => id),
		signal,
	);
	const foreign = sample.flatMap(session => {
		const record = told.get(session.id);
		return record === undefined
			? []
			: (foreignness(session, toldSessionOf(record, directory), table.country) ?? []);
	});
	return {asked: sample.length, found: told.size, foreign};
};
