import {type App} from '../actions/app.js';
import {overdueTexts} from '../domain/keep/policy-clock.js';
import {type Store} from '../storage/store.js';
import {withNotice} from '../state/state.js';
import {formatCount} from '../text/count.js';

/** Tells of the policies that stopped running, beside what is told already. */
export const tellOverdue = (app: App, {policies}: Store): void => {
	const {state, keymap} = app;
	const [first, ...more] = overdueTexts(policies, state.now);
	if (first === undefined) return;
	const others = more.length === 0 ? '' : ` Nor did ${formatCount(more.length)} more.`;
	const text = `${first}${others} ${keymap.keyOf('holds.open')} shows the policies.`;
	app.update(withNotice('refused', [state.notice?.text, text].filter(Boolean).join(' ')));
};
