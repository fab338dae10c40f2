import {blockerOf} from '../domain/capabilities.js';
import {type Change} from '../domain/change.js';
import {describeChange} from '../domain/describe-change.js';
import {countsIn, surveyPbx, surveyText} from '../domain/outbox/pbx-survey.js';
import {usualDeletion} from '../domain/pbx.js';
import {type Pairs} from '../exchange/export/pairs-text.js';
import {type PbxWay} from '../exchange/yeastar/connection/connection-record.js';
import {InstanceMemory} from '../exchange/yeastar/connection/instance-memory.js';
import {type Standing, standingOf} from '../exchange/yeastar/connection/open-pbx.js';
import {type Store} from '../storage/store.js';
import {formatCount} from '../text/count.js';
import {durationText} from '../text/duration.js';
import {type Context} from './command.js';
import {printJson, printLine} from './output.js';
import {factNames} from './pbx-facts.js';
import {printPairs} from './print-pairs.js';
import {pbxSurroundings} from './with-pbx.js';

const switchLabel = (value: boolean | undefined): string =>
	value === undefined ? 'unknown' : value ? 'on' : 'off';

const allowed = (blocker: string | undefined): string => (blocker === undefined ? 'yes' : `no. ${blocker}`);

const trustText = ({origin, caFile, pin}: PbxWay): string => {
	if (origin.startsWith('http:')) return 'not at all: nothing is encrypted';
	if (pin !== undefined) return `by its certificate alone, SHA-256 ${pin}`;
	return caFile === undefined ? 'by the authorities of this system' : `by the authorities in ${caFile}`;
};

const labels: Readonly<Record<Standing['kind'], string>> = {
	none: 'none. Connect: chatlogs pbx connect https://HOST:PORT --client-id ID',
	unknown:
		'none here: the store came from elsewhere, or another user connected it. Run: chatlogs pbx connect',
	copy: 'none: the store is a copy, or was moved. Run: chatlogs pbx connect if it was moved, else chatlogs pbx adopt',
	connected: 'connected',
};

const states = {unknown: 'elsewhere', copy: 'copy', connected: 'connected'} as const;

interface ToldConnection {
	readonly state: (typeof states)[keyof typeof states];
	readonly sn: string;
	readonly instance: string;
	readonly origin: string | null;
	readonly clientId: string | null;
	readonly trust: string | null;
	readonly frozen: string | null;
}

/** Never the secret, nor where it is. */
const connectionOf = (context: Context, store: Store, standing: Standing): ToldConnection | null => {
	if (standing.kind === 'none') return null;
	const record = standing.kind === 'unknown' ? undefined : standing.record;
	const {machine, stateFolder} = context;
	const frozen =
		standing.kind === 'connected'
			? new InstanceMemory(machine, stateFolder, standing.instance).frozen
			: undefined;
	return {
		state: states[standing.kind],
		...store.connection!,
		origin: record?.origin ?? null,
		clientId: record?.clientId ?? null,
		trust: record ? trustText(record) : null,
		frozen: frozen ?? null,
	};
};

const connectionPairs = (isArchive: boolean, standing: Standing, told: ToldConnection | null): Pairs => [
	['Connection', isArchive ? 'none' : labels[standing.kind]],
	...(told === null ? [] : [['Serial number', told.sn] as const, ['Instance', told.instance] as const]),
	...(told?.origin == null
		? []
		: [
				['Address', told.origin] as const,
				['Client ID', told.clientId!] as const,
				['Trusted', told.trust!] as const,
			]),
	...(told?.frozen == null ? [] : [['Acts', `frozen: ${told.frozen}`] as const]),
];

/** In an archive, only what needs a PBX cannot be done. */
const managing = ({manage, remove}: Store['capabilities']): Pairs =>
	blockerOf(manage) === blockerOf(remove)
		? [['Transfer, delete, undo', allowed(blockerOf(manage))]]
		: [
				['Transfer, close, archive', allowed(blockerOf(manage))],
				['Delete, undo', allowed(blockerOf(remove))],
			];

/** The known facts about the PBX, what they allow, and how the store is connected to it. */
export const printPbx = (context: Context, store: Store, change?: Change): void => {
	const {flags, stdout} = context;
	const standing = standingOf(store, pbxSurroundings(context));
	const connection = connectionOf(context, store, standing);
	const {pbx, capabilities} = store;
	const manage = blockerOf(capabilities.manage);
	const acts = store.connection && surveyPbx(store, context.machine.now());
	const blockers = {manage, api: manage ?? blockerOf(capabilities.api)};
	if (flags.json) {
		const facts = Object.fromEntries(factNames.map(name => [name, pbx[name] ?? null]));
		const allows = Object.fromEntries(
			Object.entries(blockers).map(([name, reason]) => [
				name,
				{allowed: reason === undefined, ...(reason && {reason})},
			]),
		);
		printJson(stdout, {
			pbx: facts,
			allows,
			connection,
			acts: acts ? countsIn(acts) : null,
			change: change?.n ?? null,
		});
		return;
	}

	if (change !== undefined) printLine(stdout, `Change ${change.n}: ${describeChange(change)}.`);
	printPairs(stdout, [
		['Name', pbx.name ?? 'unknown'],
		['Edition', pbx.edition ?? 'unknown'],
		['Firmware', pbx.firmware ?? 'unknown'],
		['Country', pbx.country ?? 'unknown'],
		['Omnichannel Messaging', switchLabel(pbx.omnichannel)],
		['API', switchLabel(pbx.api)],
		...(store.connection
			? ([
					['Deletions wait', durationText(pbx.deleteGrace ?? usualDeletion.grace)],
					['Deletions at once', formatCount(pbx.deleteCap ?? usualDeletion.cap)],
					['Files of messages', pbx.keepFiles ? 'fetched by a sync' : 'not fetched'],
				] as const)
			: []),
		...managing(capabilities),
		['Transfer to the analytics platform', allowed(blockers.api)],
		...connectionPairs(store.identity.kind === 'archive', standing, connection),
		...(acts ? [['Waiting', surveyText(acts)] as const] : []),
	]);
};
