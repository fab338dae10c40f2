import {type App} from '../actions/app.js';
import {Refusal} from '../domain/refusal.js';
import {type ErasingParts} from '../exchange/erase/erase-places.js';
import {type RunningLink} from './keep-linked.js';
import {type RunningSending} from './keep-sending.js';

export interface ErasingOptions extends Omit<ErasingParts, 'eraseCopies' | 'deliver' | 'signal'> {
	readonly sending: RunningSending | undefined;
	readonly acting: RunningLink | undefined;
}

/** Resolves when it is known whether the connected PBX can be reached, or the signal comes. */
const linkKnown = async (app: App, signal: AbortSignal): Promise<void> => {
	const {promise, resolve} = Promise.withResolvers<undefined>();
	const look = (): void => {
		const {kind} = app.state.link.now;
		if (signal.aborted || (kind !== 'connecting' && kind !== 'none')) resolve(undefined);
	};

	const unsubscribe = app.subscribe(look);
	signal.addEventListener('abort', look);
	look();
	await promise;
	unsubscribe();
};

/** What the screen has to erase persons with, from every place. */
export const erasingParts = (app: App, options: ErasingOptions, signal: AbortSignal): ErasingParts => ({
	...options,
	signal,
	async eraseCopies(sought, known, keep) {
		if (options.acting === undefined) throw new Refusal('No PBX is reached from here.');
		await linkKnown(app, signal);
		return options.acting.eraseCopies(sought, known, keep);
	},
	async deliver(sessions) {
		if (options.sending === undefined) throw new Refusal('Nothing is delivered from here.');
		return options.sending.once(sessions);
	},
});
