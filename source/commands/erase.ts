import {type ErasureFact, putOffText} from '../domain/erase/erasure.js';
import {type Erasure} from '../domain/erase/erasure-place.js';
import {countOf, type Erasing, isNothing} from '../domain/erase/erasing.js';
import {Refusal, UsageRefusal} from '../domain/refusal.js';
import {type Site} from '../domain/site.js';
import {eraseAgreed} from '../exchange/erase/erase-agreed.js';
import {withErasureReceipt} from '../exchange/erase/erasure-receipt.js';
import {finishErasure} from '../exchange/erase/finish-erasure.js';
import {surveyPerson} from '../storage/erase/erase-person.js';
import {type PersonSearch} from '../storage/erase/finding.js';
import {markedPerson} from '../storage/erase/marks.js';
import {sweepUnfinished} from '../storage/erase/sweep-unfinished.js';
import {type Store} from '../storage/store.js';
import {counted} from '../text/count.js';
import {actFlags} from './act-flags.js';
import {askedPerson, readCustomer} from './asked-person.js';
import {type Context, defineCommand, exitCode, type Flags} from './command.js';
import {confirm} from './confirm.js';
import {eraseInSites, type Prove} from './erase-in-sites.js';
import {erasingParts} from './erasing-parts.js';
import {canAsk, printJson, printLine} from './output.js';
import {beginReceipt, receiptFlag, tellReceipt} from './receipt-file.js';
import {refuseOthers} from './refuse-others.js';
import {sitesFlags} from './sites-flags.js';
import {foundRecord, tellErasing, tellErasure} from './tell-erasure.js';
import {tidyUp, withStore} from './with-store.js';

const {dryRun, expect, yes} = actFlags;

const flags = {
	customer: {
		type: 'string',
		value: 'NUMBER',
		explanation: 'number or id of the person; - reads it from standard input, so that no shell remembers it',
	},
	also: {type: 'string', value: 'ID,ID', explanation: 'sessions that are this person’s, too'},
	deferred: {type: 'boolean', explanation: 'those whom a hold kept, and does not any more'},
	note: {
		type: 'string',
		value: 'T',
		explanation: 'the reason, kept with the change for ever; without name and number of the person',
	},
	...receiptFlag,
	dryRun,
	expect: {...expect, explanation: 'refuse unless it would hit exactly N sessions'},
	yes,
	...sitesFlags,
} as const satisfies Flags;

type EraseContext = Context<typeof flags>;

interface Wanted extends PersonSearch {
	/** The erasure that was put off. */
	readonly known?: ErasureFact;
}

/** Called with what an erasure is about. */
interface Steps {
	/** With what was found, before anybody agrees. */
	readonly onFound: (erasing: Erasing) => void;
	/** Under the lock, with what is about to go. */
	readonly take?: ((erasing: Erasing) => void) | undefined;
}

const ask = async (
	context: EraseContext,
	store: Store,
	wanted: Wanted,
	onFound: Steps['onFound'],
): Promise<Erasing> => {
	const {stderr, stdout, flags: given} = context;
	const output = given.dryRun && !given.json ? stdout : stderr;
	const shown = await surveyPerson(store, wanted);
	const count = countOf(shown);
	if (given.expect !== undefined && given.expect !== count)
		throw new Refusal(
			`Nothing was changed: it would hit ${counted(count, 'session')}, not the ${given.expect} expected. Look with --dry-run.`,
		);
	onFound(shown);
	tellErasing(output, shown, given.dryRun ? Infinity : 20);
	if (store.connection !== undefined)
		printLine(output, 'Those on the PBX that were not fetched yet are found there.');
	if (given.dryRun || given.yes || isNothing(store, shown)) return shown;
	const question = `Erase this person${count === 0 ? '' : ` from ${counted(count, 'session')}`}, for good and also on the connected PBX?`;
	await confirm(context, question, 'Not erased.', Math.max(1, count));
	return shown;
};

/** Erases one person and goes on until no place has anything left, or refuses. */
const eraseOne = async (
	context: EraseContext,
	store: Store,
	wanted: Wanted,
	{onFound, take}: Steps,
): Promise<Erasure | undefined> => {
	const {flags: given} = context;
	const agreed = await ask(context, store, wanted, onFound);
	if (given.dryRun || (wanted.known === undefined && isNothing(store, agreed))) return undefined;
	return eraseAgreed(erasingParts(context, store), {
		search: wanted,
		agreed,
		known: wanted.known,
		note: given.note,
		take,
	});
};

/** Erases the person with that number, or goes on with those of whom something is left; each outcome is added at once. */
const eraseAll = async (
	context: EraseContext,
	store: Store,
	written: string | undefined,
	{add, ...steps}: Steps & {readonly add: (erasure: Erasure | undefined) => void},
): Promise<void> => {
	const {flags: given} = context;
	if (written === undefined) {
		for (const known of store.erasures) {
			const {id, n, state, marks, also = [], upTo} = known;
			const readings = [markedPerson(marks, store.table.country)];
			if (given.deferred && state === 'deferred')
				add(await eraseOne(context, store, {readings, also, upTo, known}, steps));
			if (!given.deferred && !given.dryRun && state === 'begun')
				add(await finishErasure(erasingParts(context, store), {id, change: n}));
		}
	} else add(await eraseOne(context, store, askedPerson(store, written, given.also), steps));
};

const tellOutcomes = (
	{stdout, flags: {json, dryRun, customer, quiet}}: EraseContext,
	store: Store,
	erasures: readonly Erasure[],
	found: readonly Erasing[],
): void => {
	if (json) {
		const shown = dryRun && {dryRun, found: found.map(each => foundRecord(each))};
		printJson(stdout, {...shown, erasures});
	} else if (!dryRun) {
		const waiting =
			customer === undefined
				? putOffText(store.erasures, 'Once those are released: chatlogs erase --deferred')
				: undefined;
		if (erasures.length === 0 && !quiet) printLine(stdout, waiting ?? 'Nobody is to be erased.');
		for (const erasure of erasures) tellErasure(stdout, erasure);
	}
};

/** Erases whom the flags mean, in the store of the context; resolves to the exit code. */
const eraseIn = async (context: EraseContext, written: string | undefined, prove: Prove): Promise<number> =>
	withStore(context, async store => {
		const {flags: given, actor} = context;
		if (!given.dryRun) await sweepUnfinished(context.machine, store);
		const found: Erasing[] = [];
		const onFound = (erasing: Erasing): void => void found.push(erasing);
		const outcomes: Erasure[] = [];
		const add = (erasure: Erasure | undefined): void => {
			if (erasure) outcomes.push(erasure);
		};

		let trouble: Error | undefined;
		await prove(store, async take => {
			try {
				await eraseAll(context, store, written, {onFound, take, add});
			} catch (error) {
				// Those who were erased before are told and proven all the same.
				if (outcomes.length === 0 || !(error instanceof Error)) throw error;
				trouble = error;
			}

			// Told before the receipt is finished, which may fail.
			tellOutcomes(context, store, outcomes, found);
			return outcomes;
		});
		if (trouble !== undefined) throw trouble;
		if (!given.dryRun) await tidyUp(store, actor);
		return outcomes.every(({state}) => state === 'done') ? exitCode.done : exitCode.refused;
	});

/** Has one receipt written of what is erased in one store, if one is asked for. */
const proveAlone =
	(context: EraseContext): Prove =>
	async (store, run) => {
		const draft = await beginReceipt(context);
		const {erasures, receipt} = await withErasureReceipt(store, context.actor, draft, run);
		if (receipt) tellReceipt(context, receipt);
		return erasures;
	};

const writtenIn = async ({flags: {customer}, stdin}: EraseContext): Promise<string | undefined> =>
	customer === undefined ? undefined : readCustomer(customer, stdin);

/** @throws UsageRefusal if the flags do not go together, or nobody can be asked who has to be */
const refuseMistaken = (context: EraseContext): void => {
	const {flags: given} = context;
	if (given.customer !== undefined && given.deferred)
		throw new UsageRefusal('--customer names one person, and --deferred means others.');
	if (given.customer === undefined && given.also !== undefined)
		throw new UsageRefusal('--also adds sessions to the person that --customer names.');
	if (given.customer === undefined && !given.deferred && given.receipt !== undefined)
		throw new UsageRefusal(
			'--receipt proves an erasure from its beginning on: it goes with --customer or --deferred.',
		);
	const isAsked = given.customer !== undefined || given.deferred;
	if (!isAsked) refuseOthers(given, ['dryRun', 'yes'], 'erase alone, which goes on with what was begun');
	if (isAsked && !given.dryRun && !given.yes && (given.customer === '-' || !canAsk(context)))
		throw new UsageRefusal('chatlogs cannot ask here: add --yes, or look first with --dry-run.');
};

/** Works in this process where workers cannot: they neither write one receipt together nor read standard input. */
const eraseHere = (context: EraseContext, sites: readonly Site[]): Promise<number> | undefined => {
	const {customer, receipt, dryRun: isDry} = context.flags;
	if (customer !== '-' && (receipt === undefined || isDry)) return undefined;
	refuseMistaken(context);
	return writtenIn(context).then(async written =>
		eraseInSites(context, sites, async (within, prove) => eraseIn(within, written, prove)),
	);
};

/** What goes with one site only: nobody is asked in several. */
const lone = ({flags: given}: Pick<EraseContext, 'flags'>): string | undefined => {
	if (given.also !== undefined) return '--also';
	return given.dryRun || given.yes ? undefined : 'A question, without --yes or --dry-run,';
};

export const erase = defineCommand({
	name: 'erase',
	summary: 'take out all of a person: sessions, files, notes, and the copies on the PBX; cannot be undone',
	usage: [
		'erase --customer NUMBER|-  [--also ID,ID] [--note T] [--receipt FILE] [--dry-run] [--yes]',
		'erase [--deferred [--receipt FILE]] [--yes]',
		'erase --customer NUMBER|- [--receipt FILE] --yes --all-sites | --sites A,B | --tag T',
	],
	flags,
	together: {
		kind: 'outputs',
		lone,
		here: eraseHere,
		isCounted: () => true,
	},
	examples: [
		{line: "erase --customer '+15550142' --dry-run", explanation: 'what would go, and who may be the same'},
		{line: 'erase --customer - < number.txt', explanation: 'so that no shell remembers the number'},
		{line: 'erase', explanation: 'go on where something remained'},
	],
	async run(context) {
		refuseMistaken(context);
		return eraseIn(context, await writtenIn(context), proveAlone(context));
	},
});
