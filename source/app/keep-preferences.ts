import {type App, type Keeper} from '../actions/app.js';
import {StoreRefusal} from '../domain/refusal.js';
import {keptWith, mergedPreferences, readPreferences} from '../state/preferences.js';
import {withNotice} from '../state/state.js';
import {type Own} from './own-preferences.js';

/**
Saves the user's preferences whenever they change, merged with those that other processes saved. A failure is reported
only once, since nothing else depends on preferences.
@param own without a file, preferences last until the program ends
*/
export const keepPreferences = (
	app: App,
	{file, isOnly}: Pick<Own, 'file' | 'isOnly'>,
): Keeper & {
	/** Ends it; resolves once everything is saved. */
	close(): Promise<void>;
} => {
	/** The preferences last saved. */
	let base = app.state.preferences;
	let seen = base;
	let saving = Promise.resolve();
	let isKept = true;
	let isTold = false;

	const save = async (): Promise<void> => {
		const ours = app.state.preferences;
		if (ours === base || !file) return;
		const owner = {store: app.store.identity.id, isOnly};
		try {
			const kept = await file.update(theirs =>
				keptWith(theirs, owner, mergedPreferences(base, ours, readPreferences(theirs, owner))),
			);
			// Columns chosen by other processes wait for the next start, so that nothing on the screen moves by itself.
			base = {...readPreferences(kept, owner), columns: ours.columns};
			app.update(state => ({
				...state,
				preferences: state.preferences === ours ? base : mergedPreferences(ours, state.preferences, base),
			}));
			isKept = true;
		} catch (error) {
			if (!(error instanceof StoreRefusal)) throw error;
			isKept = false;
			if (!isTold)
				app.update(withNotice('refused', `Columns and filters last only until you leave: ${error.message}`));
			isTold = true;
		}
	};

	const unsubscribe = app.subscribe(() => {
		if (app.state.preferences === seen) return;
		seen = app.state.preferences;
		saving = saving.then(save);
	});
	if (file?.problem !== undefined) app.update(withNotice('refused', file.problem));
	return {
		async kept() {
			await saving;
			return isKept;
		},
		async close() {
			unsubscribe();
			await saving;
		},
	};
};
