import {type Actor, type Change, type Draft} from '../../../domain/change.js';
import {type Connection} from '../../../domain/connection.js';
import {localActsIn, putBack, stateAgain} from '../../../domain/local-acts.js';
import {isFromAnotherPbx} from '../../../domain/merge/another-pbx.js';
import {withForPbx} from '../../../domain/outbox/for-pbx.js';
import {type Pbx} from '../../../domain/pbx.js';
import {type Store} from '../../../storage/store.js';
import {type Probe} from '../api/probe.js';
import {type PbxApi} from '../api/pbx-api.js';
import {PbxTrouble} from '../api/trouble.js';
import {compareKnown, type Comparison} from './compare-known.js';

const anotherPbx = (message: string): PbxTrouble => new PbxTrouble('another PBX', message);

const ownStore = 'Connect it to a store of its own: --store DIR';

/**
Whether a PBX may be that of a store: the same serial number; else, where none is known, it must not tell of known
sessions what is another's, and a new device must know them all.
@returns what it told of known sessions, if it was asked
@throws PbxTrouble if it is another PBX
*/
export const proveSame = async (
	api: PbxApi,
	store: Store,
	sn: string,
	replacesHardware: boolean,
	signal: AbortSignal,
): Promise<Comparison | undefined> => {
	const known = store.connection?.sn;
	if (known === sn) return undefined;
	if (known !== undefined && !replacesHardware)
		throw anotherPbx(
			`This is another PBX: its serial number is ${sn}, and the store is that of ${known}. ${ownStore}. If it is a new device with the data of the old one, add --replaces-hardware`,
		);
	const comparison = await compareKnown(api, store, signal);
	const {asked, found, foreign} = comparison;
	if (isFromAnotherPbx({foreign: foreign.length, known: found}))
		throw anotherPbx(
			`This is another PBX: of ${found} known sessions it tells of ${foreign.length} what is not theirs (first: ${foreign[0]!}). ${ownStore}`,
		);
	if (known !== undefined && found < asked)
		throw anotherPbx(
			`This PBX knows ${found} of ${asked} sessions that are known here, and one that takes the place of ${known} knows all of them. ${ownStore}`,
		);
	return comparison;
};

/** The fate of acts that the PBX does not know of. */
export type LocalActsAnswer = 'push' | 'drop';

const factNews = (store: Store, told: Pbx): Pbx | undefined => {
	const news = Object.entries(told).filter(([name, value]) => store.pbx[name as keyof Pbx] !== value);
	return news.length === 0 ? undefined : Object.fromEntries(news);
};

/**
Binds a store to a PBX, with what that told of itself, as one change; acts to be carried out there are stated again
behind it, under the same lock. A store that is bound so already learns only news of the PBX.
@returns the first change; `undefined` if there was nothing new
*/
export const bindStore = async (
	store: Store,
	actor: Actor,
	connection: Connection,
	{pbx}: Pick<Probe, 'pbx'>,
	answer: LocalActsAnswer | undefined,
): Promise<Change | undefined> =>
	store.write(async writing => {
		const append = async (draft: Draft): Promise<Change> => {
			const change = writing.number(actor, draft);
			await writing.append(change);
			return change;
		};

		const news = factNews(store, pbx);
		if (isBound(store, connection)) return news && append({kind: 'pbx', pbx: news});
		const acts = localActsIn(store.table);
		const change = await append({
			kind: 'connect',
			connection,
			...(news && {pbx: news}),
			...(answer === 'drop' && putBack(acts)),
		});
		if (answer === 'push')
			for (const draft of stateAgain(acts, id => store.holdOn(id) !== undefined))
				await append(withForPbx(store, draft));
		return change;
	});

export const isBound = (store: Pick<Store, 'connection'>, {sn, instance}: Connection): boolean =>
	store.connection?.sn === sn && store.connection.instance === instance;
