import {underCursor, type ViewsDialog} from '../state/dialog.js';
import {applyFilter} from '../state/filter-text.js';
import {withoutNamedFilter} from '../state/preferences.js';
import {closeDialog, withDialog, withNotice} from '../state/state.js';
import {type RememberedFilters} from '../domain/remembered-filters.js';
import {type Action, type App} from './app.js';
import {dialogActions, leaving, listActions} from './dialog-actions.js';

type View = RememberedFilters['filters'][number];

const viewsOf = ({state}: App): readonly View[] => state.preferences.filters;

const chosen = (app: App, dialog: ViewsDialog): View | undefined => underCursor(viewsOf(app), dialog);

const noneBlocker = (app: App, dialog: ViewsDialog): string | undefined =>
	chosen(app, dialog) === undefined ? 'No filter has a name yet.' : undefined;

/** Shows what a view finds, in its order: both are its filter's text. */
const show = (app: App, {name, text}: View): void =>
	app.update(state => withNotice('done', `View “${name}”`)(applyFilter(closeDialog(state), text)));

const numberBlocker = (app: App, number: number): string | undefined => {
	const {keyOf} = app.keymap;
	return viewsOf(app)[number - 1]
		? undefined
		: `No view has the number ${number}: ${keyOf('filter.edit')}, then ${keyOf('filter.name')} saves one.`;
};

export const viewActions: readonly Action[] = [
	...Array.from({length: 9}, (_, index) => ({
		id: `view.${index + 1}`,
		title: 'Saved view with that number',
		keys: [String(index + 1)],
		places: ['list'] as const,
		blocker: (app: App) => numberBlocker(app, index + 1),
		run: (app: App) => show(app, viewsOf(app)[index]!),
	})),
	{
		id: 'views.open',
		title: 'All saved views',
		keys: ['F'],
		places: ['list'],
		run: app => app.update(withDialog({kind: 'views', cursor: 0})),
	},
	...listActions('views', app => viewsOf(app).length),
	...dialogActions('views', [
		{
			name: 'show',
			title: 'Show what it finds, in its order',
			keys: ['enter', 'l'],
			hint: 'show',
			blocker: noneBlocker,
			run: (app, dialog) => show(app, chosen(app, dialog)!),
		},
		{
			name: 'forget',
			title: 'Forget this view',
			keys: ['d', 'delete'],
			hint: 'forget',
			blocker: noneBlocker,
			run(app, dialog) {
				const {name} = chosen(app, dialog)!;
				app.update(state => ({
					...withNotice('done', `“${name}” is forgotten.`)(state),
					preferences: withoutNamedFilter(state.preferences, name),
				}));
			},
		},
		leaving(['escape', 'q', 'h', 'F']),
	]),
];
