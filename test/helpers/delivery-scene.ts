import {type ExecutionContext} from 'ava';
import {planTransfer} from '../../source/domain/act/transfer.js';
import {planUndo} from '../../source/domain/act/undo.js';
import {type Draft} from '../../source/domain/change.js';
import {type Facts} from '../../source/domain/facts.js';
import {apiHandler} from '../../source/domain/handler.js';
import {type DelivererOptions} from '../../source/exchange/platform/deliverer.js';
import {openStore} from '../../source/storage/open-store.js';
import {type Store} from '../../source/storage/store.js';
import {ablePbx} from './memory-facts.js';
import {Platform, platformUrl, type Received} from './platform.js';
import {ann, realFiles, temporaryStore} from './store.js';

const longText = 'x'.repeat(60_000);

export const ids = [1, 2, 3, 4, 5, 6];

/** Sessions 1 to 6 with five messages each, of which only two fit into a page. */
const document = {
	pbx: {firmware: ablePbx.firmware, omnichannel_messaging: 1, api: 1},
	sessions: ids.map(id => ({
		id,
		type: 'sms',
		did_number: '+1',
		to: {user_type: 2, user_no: `+2${id}`},
		queue_id: 5,
	})),
	messages: ids.map(id => ({
		session_id: id,
		records: [1, 2, 3, 4, 5].map(message => ({
			msg_id: 10 * id + message,
			msg_type: 0,
			msg_body: longText,
			send_time: 1_700_000_000 + message,
			sender: {user_type: 2, user_no: `+2${id}`},
		})),
	})),
	message_queues: [{id: 5, name: 'Support'}],
};

export const open = async (t: ExecutionContext, folder: string): Promise<Store> => {
	const store = await openStore(folder, realFiles);
	t.teardown(async () => store.close());
	await store.loaded;
	return store;
};

export const commit = async (
	store: Store,
	plan: (facts: Facts) => {readonly draft: Draft},
): Promise<void> => {
	await store.commit(ann, facts => plan(facts).draft);
};

export const transfer = async (store: Store, ...sessions: readonly number[]): Promise<void> =>
	commit(store, facts => planTransfer(facts, {sessions, to: apiHandler}));

export const undo = async (store: Store): Promise<void> => commit(store, facts => planUndo(facts, ann));

interface Scene {
	readonly store: Store;
	readonly platform: Platform;
	readonly options: DelivererOptions;
}

/** A store that knows where the platform is. */
export const scene = async (t: ExecutionContext): Promise<Scene> => {
	const store = await open(t, await temporaryStore(t, document));
	await store.commit(ann, () => ({kind: 'platform', platform: platformUrl}));
	const platform = new Platform();
	const {signal} = new AbortController();
	const options = {store, machine: realFiles, sender: platform.sender, actor: ann, signal};
	return {store, platform, options};
};

export const line = ({session, type, messages, isComplete}: Received): string =>
	[session, type.replace('session.', ''), ...messages, ...(isComplete ? ['complete'] : [])].join(' ');

/** The lines of one session after those of the other, as they came. */
export const bySession = (platform: Platform): string[] =>
	[...Map.groupBy(platform.received, ({session}) => session).values()].flat().map(line);

export const whole = (id: number): string[] => [
	`${id} transferred`,
	`${id} messages ${id}1 ${id}2`,
	`${id} messages ${id}3 ${id}4`,
	`${id} messages ${id}5 complete`,
];
