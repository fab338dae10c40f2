import {type App} from '../actions/app.js';
import {graceEnds, type PbxDue} from '../domain/outbox/pbx-due.js';
import {type PbxSurvey, surveyPbx} from '../domain/outbox/pbx-survey.js';
import {usualDeletion} from '../domain/pbx.js';
import {AnotherDeliverer} from '../exchange/outbox/deliverer.js';
import {objectionsHere} from '../exchange/pbx-acts/attempt.js';
import {carryOutActs} from '../exchange/pbx-acts/carry-out-acts.js';
import {actsOptionsOf, type SyncParts} from '../exchange/sync/synchronization.js';
import {type Cause} from '../exchange/yeastar/api/verdict.js';
import {withNotice} from '../state/state.js';
import {type Store} from '../storage/store.js';
import {counted, formatCount} from '../text/count.js';
import {hour} from '../text/time.js';

interface ActingOptions extends SyncParts {
	/** Sessions whose deletion waited for a person to decide, and now goes on. */
	readonly retries: Set<number>;
	/** Deletions that a person agreed to, by their sessions: the numbers of the changes that made them. */
	readonly agreed: Map<number, number>;
	/** Told which deletions wait because they are more than may go at once; none, if so. */
	readonly onHeld: (deletions: readonly PbxDue[]) => void;
	/** Resolves when there may be something to do again. */
	readonly rest: () => Promise<void>;
	/** Told why no act is carried out, if so. */
	readonly onFrozen: (reason: string | undefined) => void;
	/** Told why a run was given up. */
	readonly onGivenUp: (reason: string, cause: Cause) => void;
}

/** Gives what tells of deletions that can soon be undone no more: once for each that comes to its last hour. */
const endingGraces = (app: App): ((acts: PbxSurvey, now: number) => void) => {
	let told = 0;
	return ({inGrace}, now) => {
		const ending = inGrace.filter(due => graceEnds(due)!.here <= now + hour).length;
		if (ending > told)
			app.update(
				withNotice(
					'refused',
					`${counted(ending, 'deletion')} will be carried out on the PBX for good within an hour. Until then, undo simply cancels that.`,
				),
			);
		told = ending;
	};
};

const sessionsOf = (dues: readonly PbxDue[]): ReadonlySet<number> =>
	new Set(dues.map(({session}) => session));

/** Gives what tells of deletions that something speaks against before their time has come: once of each session. */
const doubtfulDeletions = (app: App, store: Store): ((acts: PbxSurvey) => void) => {
	let told: ReadonlySet<number> = new Set();
	return ({inGrace}) => {
		const untold = inGrace.filter(({session}) => !told.has(session));
		// Reads histories, so not again of what was told.
		const found = objectionsHere(store, untold);
		told = told.intersection(sessionsOf(inGrace)).union(sessionsOf(found.map(([due]) => due)));
		const [first, ...others] = found;
		if (first === undefined) return;
		const [{session}, reason] = first;
		const more = others.length === 0 ? '' : ` (${others.length} more are like it)`;
		app.update(
			withNotice(
				'refused',
				`Session ${session} is to be deleted on the PBX, and ${reason}${more}. Undo keeps it; else it needs you when its time has come.`,
			),
		);
	};
};

interface Failure {
	readonly session: number;
	/** The number of the change. */
	readonly change: number;
	readonly failure: string;
}

const failuresIn = ({needsYou, refused}: PbxSurvey): readonly Failure[] => [
	...needsYou.map(({session, change, failure = ''}) => ({session, change: change.n, failure})),
	...refused,
];

const keyOf = ({session, change}: Failure): string => `${change} ${session}`;
const keysOf = (failures: readonly Failure[]): ReadonlySet<string> => new Set(failures.map(keyOf));

/** Tells of acts that were not carried out: once of each, whichever process tried. */
class Failures {
	readonly #app: App;
	#told: ReadonlySet<string>;

	constructor(app: App, acts: PbxSurvey) {
		this.#app = app;
		this.#told = keysOf(failuresIn(acts));
	}

	/** All that there are now. */
	look(acts: PbxSurvey): void {
		const failures = failuresIn(acts);
		this.#tell(failures.filter(each => !this.#told.has(keyOf(each))));
		this.#told = keysOf(failures);
	}

	/** Those that this process has just met. */
	add(failures: readonly Failure[]): void {
		this.#tell(failures);
		this.#told = this.#told.union(keysOf(failures));
	}

	#tell([first, ...others]: readonly Failure[]): void {
		if (first === undefined) return;
		const acts = counted(others.length + 1, 'act');
		const text = `${acts} not carried out on the PBX. Session ${first.session}: ${first.failure}.`;
		this.#app.update(withNotice('refused', text));
	}
}

/** Gives what tells of deletions that wait because they are more than may go at once: once for each number of them. */
const heldDeletions = (app: App, {store, onHeld}: ActingOptions): ((held: readonly PbxDue[]) => void) => {
	let told = 0;
	return held => {
		onHeld(held);
		const {keyOf} = app.keymap;
		if (held.length > 0 && held.length !== told)
			app.update(
				withNotice(
					'refused',
					`${counted(held.length, 'deletion')} would go on the PBX at once, and only ${formatCount(store.pbx.deleteCap ?? usualDeletion.cap)} may: they wait for you. ${keyOf('jobs.open')}, then ${keyOf('jobs.show')} at PBX asks.`,
				),
			);
		told = held.length;
	};
};

/** Carries acts out on the PBX whenever some wait, until the signal comes. */
export const keepActing = async (app: App, options: ActingOptions): Promise<void> => {
	const {store, machine, pbx, retries, agreed, signal, rest, onFrozen, onGivenUp} = options;
	const hasEnded = (): boolean => signal.aborted;
	const survey = (): PbxSurvey => surveyPbx(store, machine.now());
	const tellEndingGraces = endingGraces(app);
	const tellDoubtful = doubtfulDeletions(app, store);
	const failures = new Failures(app, survey());
	const tellHeld = heldDeletions(app, options);
	while (!hasEnded()) {
		try {
			const acts = survey();
			tellEndingGraces(acts, machine.now());
			tellDoubtful(acts);
			failures.look(acts);
			onFrozen(await pbx.memory.look(store));
			const report = await carryOutActs({
				...actsOptionsOf(options, onFrozen),
				again: session => retries.has(session),
				agreedDeletions: agreed,
				onSettled(settled) {
					for (const {delivery} of settled) {
						retries.delete(delivery.session);
						agreed.delete(delivery.session);
					}

					failures.add(
						settled.flatMap(({delivery: {session, change}, failure}) =>
							failure === undefined ? [] : [{session, change: change.n, failure}],
						),
					);
				},
			});
			const {givenUp} = report;
			if (givenUp && givenUp.cause !== 'frozen') onGivenUp(givenUp.reason, givenUp.cause);
			tellHeld(report.heldDeletions);
		} catch (error) {
			if (!(error instanceof AnotherDeliverer) && !hasEnded()) throw error;
		}

		if (!hasEnded()) await rest();
	}
};
