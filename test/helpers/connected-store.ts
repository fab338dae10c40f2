import path from 'node:path';
import {type ExecutionContext} from 'ava';
import {carryOut as carryOutAct} from '../../source/domain/act/carry-out.js';
import {type Act} from '../../source/domain/act/act.js';
import {type Change} from '../../source/domain/change.js';
import {apiHandler, type Handler} from '../../source/domain/handler.js';
import {type Owner} from '../../source/domain/directory.js';
import {type IncomingSession} from '../../source/domain/incoming.js';
import {type Pbx} from '../../source/domain/pbx.js';
import {type PbxDue} from '../../source/domain/outbox/pbx-due.js';
import {type Settled} from '../../source/exchange/outbox/ledger.js';
import {type ActsOptions, carryOutActs} from '../../source/exchange/pbx-acts/carry-out-acts.js';
import {type ActsRunReport} from '../../source/exchange/pbx-acts/acts-run.js';
import {messageOf} from '../../source/exchange/yeastar/message-record.js';
import {type PbxApi} from '../../source/exchange/yeastar/api/pbx-api.js';
import {createStore, openStore} from '../../source/storage/open-store.js';
import {type Store} from '../../source/storage/store.js';
import {ablePbx} from './memory-facts.js';
import {openApi} from './pbx/api.js';
import {furnish, startPbx, type TestPbx} from './pbx/pbx.js';
import {messageRecord} from './pbx/message-endpoints.js';
import {type Quirks} from './pbx/quirks.js';
import {type Chat, type Holder, type World} from './pbx/world.js';
import {admin, importInto} from './simulated-life.js';
import {realFiles, temporaryFolder} from './store.js';

/** Those of the small office of the test PBX, as the store knows them. */
const handlerOf = (world: World, holder: Holder): Handler => {
	if (holder.kind === 'api') return apiHandler;
	if (holder.kind === 'queue')
		return {kind: 'queue', id: holder.id, number: '', name: world.queues.get(holder.id)?.name ?? ''};
	const {number = '', name = ''} = world.extensions.get(holder.id) ?? {};
	return {kind: 'extension', id: holder.id, number, name};
};

const incomingOf = (world: World, chat: Chat): IncomingSession => ({
	id: chat.id,
	origin: `session ${chat.id}`,
	told: {
		channel: {type: chat.type, name: chat.channel, number: chat.did},
		customer: {name: chat.customer.username, number: chat.customer.user_no},
		handler: handlerOf(world, chat.holder),
		status: chat.isClosed ? 'closed' : 'open',
		archived: chat.archivedBy.size > 0,
		lastMessage: chat.messages.at(-1)!.id,
	},
	messages: chat.messages.map(said => messageOf(messageRecord(chat, said) as Record<string, unknown>)),
	records: [],
});

const ownersOf = (world: World): readonly Owner[] => [
	...world.extensions.values().map(({id}) => handlerOf(world, {kind: 'extension', id}) as Owner),
	...world.queues.values().map(({id}) => handlerOf(world, {kind: 'queue', id}) as Owner),
];

export interface ConnectedScene {
	readonly pbx: TestPbx;
	readonly store: Store;
	readonly api: PbxApi;
	/** Milliseconds that were waited. */
	readonly pauses: readonly number[];
	readonly settled: Settled<PbxDue>[];
	readonly frozen: string[];
	/** This machine's clock jumps ahead; the PBX's does not. */
	readonly jump: (seconds: number) => void;
	/** Takes in all that the PBX has, as a pull does. */
	readonly pull: () => Promise<void>;
	readonly act: (act: Act) => Promise<Change | undefined>;
	readonly run: (options?: Partial<ActsOptions>) => Promise<ActsRunReport>;
	/** Who has the session on the PBX, and here. */
	readonly holders: (id: number) => readonly [there: Handler, here: Handler];
}

export interface ConnectedOptions {
	readonly quirks?: Partial<Quirks>;
	readonly facts?: Pbx;
	/** For one exchange, in milliseconds. */
	readonly timeout?: number;
	/** Makes the sessions. */
	readonly fill: (world: World) => void;
}

/** A store that is connected to a test PBX, of which it knows all sessions. */
export const connectedStore = async (
	t: ExecutionContext,
	{quirks = {}, facts = {}, timeout, fill}: ConnectedOptions,
): Promise<ConnectedScene> => {
	const pbx = await startPbx(t, {quirks});
	furnish(pbx);
	fill(pbx.world);
	let ahead = 0;
	const machine = {...realFiles, now: () => pbx.now + ahead};
	const folder = path.join(temporaryFolder(t), 'store');
	await createStore(folder, machine);
	const store = await openStore(folder, machine);
	t.teardown(async () => store.close());
	const {api, pauses} = openApi(t, pbx, {machine, ...(timeout !== undefined && {timeout})});
	const settled: Settled<PbxDue>[] = [];
	const frozen: string[] = [];
	const {world} = pbx;
	const scene: ConnectedScene = {
		pbx,
		store,
		api,
		pauses,
		settled,
		frozen,
		jump(seconds) {
			ahead += seconds;
		},
		async pull() {
			const there = [...world.chats.values()].filter(({deletedBy}) => deletedBy.size === 0);
			await importInto(
				store,
				there.map(chat => incomingOf(world, chat)),
				{
					pbx: {...ablePbx, ...facts},
					directory: {owners: ownersOf(world), complete: ['extension', 'queue']},
				},
			);
		},
		async act(act) {
			const {change} = await carryOutAct(
				store,
				admin,
				() => act,
				() => true,
			);
			return change;
		},
		run: async (options = {}) =>
			carryOutActs({
				store,
				machine,
				api,
				actor: admin,
				signal: new AbortController().signal,
				network: {
					random: () => 0,
					wait: () => Promise.resolve(),
				},
				freeze: reason => void frozen.push(reason),
				onSettled: those => void settled.push(...those),
				...options,
			}),
		holders: id => [handlerOf(world, world.chats.get(id)!.holder), store.session(id)!.handler],
	};
	await scene.pull();
	await store.commit(admin, () => ({kind: 'connect', connection: {sn: world.sn, instance: 'instance-1'}}));
	return scene;
};
