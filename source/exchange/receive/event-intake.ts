import {type IncomingSession} from '../../domain/incoming.js';
import {type Nudge} from '../sync/nudge.js';
import {Intake, type IntakeOptions} from '../sync/take-in.js';
import {longestEvent, type PbxEvent} from './events.js';

/** The outcome of an event. */
export type Taken =
	/** `change`: its number; missing if nothing was new, as when an event comes twice. */
	| {readonly kind: 'taken'; readonly change?: number}
	/** The store has nothing to put it to, such as a session that is not known. The next pull brings it. */
	| {readonly kind: 'left'; readonly reason: string}
	/** Nothing is kept of it; a look at the PBX was asked for if that is of use. */
	| {readonly kind: 'passed'};

interface EventIntakeOptions extends IntakeOptions {
	readonly nudge: Nudge;
}

/** Bounds of what waits while the store is busy. */
const mostWaiting = 1000;
const mostBytes = 16 * longestEvent;

interface Waiting {
	readonly incoming: IncomingSession;
	readonly bytes: number;
	readonly settle: PromiseWithResolvers<Taken>;
}

/** One for each session, since an import takes a session once. */
const bySession = (waiting: readonly Waiting[]): readonly IncomingSession[] =>
	Map.groupBy(waiting, ({incoming}) => incoming.id)
		.values()
		.map(([first, ...others]) => ({
			...first!.incoming,
			origin: `session ${first!.incoming.id}`,
			messages: [first!, ...others].flatMap(({incoming}) => incoming.messages),
		}))
		.toArray();

/** Takes events into a store: those that come while it is written, as one change. */
export class EventIntake {
	readonly #options: EventIntakeOptions;
	#waiting: Waiting[] = [];
	#bytes = 0;
	#isWorking = false;

	constructor(options: EventIntakeOptions) {
		this.#options = options;
	}

	/** Whether so much waits that nothing more is to be brought. */
	get isFull(): boolean {
		return this.#waiting.length >= mostWaiting || this.#bytes >= mostBytes;
	}

	/**
	Resolves when what the event brings is durable.
	@param bytes of the event as it came
	@throws StoreRefusal if it could not be written
	*/
	async take(event: PbxEvent, bytes: number): Promise<Taken> {
		if (event.kind === 'owner') this.#options.nudge('owners');
		if (event.kind !== 'message' && event.kind !== 'result') return {kind: 'passed'};
		const waiting = {incoming: event.incoming, bytes, settle: Promise.withResolvers<Taken>()};
		this.#waiting.push(waiting);
		this.#bytes += bytes;
		if (!this.#isWorking) void this.#work();
		const taken = await waiting.settle.promise;
		if (taken.kind === 'left') this.#options.nudge('sessions');
		return taken;
	}

	async #work(): Promise<void> {
		this.#isWorking = true;
		while (this.#waiting.length > 0) {
			const batch = this.#waiting;
			this.#waiting = [];
			try {
				const takenOf = await this.#import(batch);
				for (const {incoming, settle} of batch) settle.resolve(takenOf(incoming.id));
			} catch (error) {
				for (const {settle} of batch) settle.reject(error);
			}

			for (const {bytes} of batch) this.#bytes -= bytes;
		}

		this.#isWorking = false;
	}

	async #import(batch: readonly Waiting[]): Promise<(session: number) => Taken> {
		const intake = new Intake(this.#options);
		for (const incoming of bySession(batch)) await intake.add(incoming);
		await intake.flush();
		const {changes, refused} = intake.taken;
		const reasons = new Map(refused.map(({origin, reason}) => [origin, reason]));
		const change = changes.at(-1)?.n;
		return session => {
			const reason = reasons.get(`session ${session}`);
			return reason === undefined
				? {kind: 'taken', ...(change !== undefined && {change})}
				: {kind: 'left', reason};
		};
	}
}
