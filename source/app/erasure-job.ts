import {type Erasure, erasureText, type PlaceReport, placeText} from '../domain/erase/erasure-place.js';
import {type NewJob, type Possible} from '../state/jobs.js';
import {type WrittenReceipt} from '../storage/proof/write-receipt.js';
import {counted} from '../text/count.js';

const title = 'Erasure';

const told = (places: readonly PlaceReport[]): readonly string[] =>
	places.map(place => `${placeText(place)}.`);

/** The job of an erasure under way, with what became of each place so far. Nothing in it tells who it is. */
export const runningErasure = (what: string, reports: readonly PlaceReport[], places: number): NewJob => ({
	title,
	activity: 'erasing',
	state: 'running',
	progress: reports.length / places,
	texts: [what, ...told(reports)],
	cancel: {blocker: 'Nothing takes an erasure back: it goes on to its end.'},
	onLeaving: 'it stops, and goes on when the store is opened again',
});

/** Whether nothing is left to do of it for now. */
export const isFinished = ({places}: Erasure): boolean => places.every(({state}) => state !== 'remains');

/** The job of an erasure that has come to an end: what remains stands first. */
export const endedErasure = (erasure: Erasure, receipt: string | undefined, again: Possible): NewJob => {
	const remaining = erasure.places.filter(({state}) => state === 'remains');
	const gone = erasure.places.filter(({state}) => state !== 'remains');
	return {
		title,
		state: isFinished(erasure) ? 'done' : 'failed',
		texts: [
			erasureText(erasure),
			...told(remaining),
			...(receipt === undefined ? [] : [receipt]),
			...told(gone),
		],
		...(!isFinished(erasure) && {again}),
	};
};

/** The job of an erasure that failed as a whole. */
export const failedErasure = (reason: string, again: Possible): NewJob => ({
	title,
	state: 'failed',
	texts: [reason],
	again,
});

/** The job of an erasure that was begun before this start, perhaps by somebody else, and is not finished. */
export const waitingErasure = (change: number, again: Possible): NewJob => ({
	title,
	state: 'waiting',
	texts: [
		`Change ${change}: something may remain of a person who was erased. Who began that goes on by opening the store here, or with: chatlogs erase`,
	],
	again,
});

/** `12 sessions of a person`. */
export const personsText = (sessions: number): string => `${counted(sessions, 'session')} of a person`;

export const receiptText = ({file, fingerprint, key}: WrittenReceipt): string =>
	`Receipt ${file}, signed by ${fingerprint}. The key of its hashes is ${key}.`;

/** One line about an erasure that has come to an end. */
export const erasureNotice = (erasure: Erasure, jobsKey: string): string => {
	const remaining = erasure.places.find(({state}) => state === 'remains');
	return remaining === undefined
		? erasureText(erasure)
		: `${erasureText(erasure)} ${placeText(remaining)}. The next start tries again; ${jobsKey} shows it.`;
};
