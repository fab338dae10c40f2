import {counted} from '../text/count.js';
import {Refusal, UsageRefusal} from '../domain/refusal.js';
import {certificateBlocker, isHttpAllowed, readAddress} from '../exchange/http/address.js';
import {readSecret} from '../exchange/http/secret.js';
import {countOutbox} from '../exchange/platform/waiting.js';
import {type Store} from '../storage/store.js';
import {type Context, defineCommand, exitCode, type Flags} from './command.js';
import {confirmOrder} from './confirm.js';
import {printJson, printLine} from './output.js';
import {printPairs} from './print-pairs.js';
import {refuseOthers} from './refuse-others.js';
import {withStore} from './with-store.js';

const flags = {
	allowHttp: {
		type: 'boolean',
		explanation: 'allow an address without encryption that is not on this machine',
	},
	yes: {type: 'boolean', explanation: 'do not ask whether to send what waits; needed without a terminal'},
} as const satisfies Flags;

type PlatformContext = Context<typeof flags>;

/** Why nothing can be signed and sent now, or `undefined` if it can. */
const sendingBlocker = ({sender}: PlatformContext): string | undefined => {
	try {
		readSecret(sender);
		return certificateBlocker(sender.environment);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		return error.message;
	}
};

const print = (context: PlatformContext, store: Store, change: number | null): void => {
	const {flags: given, stdout} = context;
	const {waiting, failed} = countOutbox(store);
	const blocker = sendingBlocker(context);
	if (given.json) {
		const url = store.platform ?? null;
		printJson(stdout, {url, waiting, failed, ready: blocker === undefined, reason: blocker ?? null, change});
		return;
	}

	if (change !== null) printLine(stdout, `Change ${change}: changed the address of the analytics platform.`);
	printPairs(stdout, [
		['URL', store.platform ?? 'none, so nothing is sent. Set it: chatlogs platform set URL'],
		['Secret', blocker === undefined ? 'there' : `no. ${blocker}`],
		['Waiting', counted(waiting, 'session')],
		['Failed', `${counted(failed, 'session')}${failed === 0 ? '' : '. Try again: chatlogs deliver --retry'}`],
	]);
};

/** Asks before setting an address, because waiting deliveries go out at once. */
const agreeToSend = async (context: PlatformContext, store: Store, url: string): Promise<void> => {
	const {waiting} = countOutbox(store);
	if (waiting === 0 || context.flags.yes) return;
	const order = `send ${counted(waiting, 'waiting session')} with ${waiting === 1 ? 'its' : 'their'} complete history to ${url}`;
	await confirmOrder(context, order, 'Not sent, and the address was not set.');
};

/** Sets or removes the address; resolves to the change's number, or `null` if nothing changed. */
const set = async (
	context: PlatformContext,
	store: Store,
	url: string | undefined,
): Promise<number | null> => {
	const allowHttp = url?.startsWith('http:') === true && context.flags.allowHttp === true;
	const isSame = url === store.platform && (!allowHttp || isHttpAllowed(store, url));
	if (isSame) return null;
	if (url !== undefined) await agreeToSend(context, store, url);
	const {n} = await store.commit(context.actor, () => ({
		kind: 'platform',
		platform: url ?? null,
		...(allowHttp && {allowHttp}),
	}));
	return n;
};

export const platform = defineCommand({
	name: 'platform',
	summary: 'where sessions given to the analytics platform are sent, and how many wait; set changes it',
	usage: ['platform [--json]', 'platform set URL [--allow-http] [--yes]', 'platform unset'],
	words: ['set', 'unset'],
	flags,
	examples: [
		{line: 'platform', explanation: 'the address, whether there is a secret, what waits and what failed'},
		{line: 'platform set https://analytics.example.com/chats', explanation: 'asks first if something waits'},
		{line: 'platform unset', explanation: 'nothing is sent any more; what waits is kept'},
	],
	async run(context) {
		const [word, url, ...more] = context.input;
		const isUnderstood =
			word === undefined || (word === 'set' ? url !== undefined : word === 'unset' && url === undefined);
		if (!isUnderstood || more.length > 0)
			throw new UsageRefusal(
				'After platform, chatlogs expects nothing, set with a URL, or unset: chatlogs platform set https://HOST/PATH',
			);
		if (word !== 'set') refuseOthers(context.flags, [], word === undefined ? 'platform' : `platform ${word}`);
		const address = url === undefined ? undefined : readAddress(url, context.flags.allowHttp === true);
		return withStore(context, async store => {
			const change = word === undefined ? null : await set(context, store, address);
			const isNothing = word !== undefined && change === null;
			if (!isNothing || !context.flags.quiet) print(context, store, change);
			return exitCode.done;
		});
	},
});
