import {stripVTControlCharacters} from 'node:util';
import {renderToString} from 'ink';
import {type App} from '../actions/app.js';
import {type Size} from '../state/size.js';
import {type ScreenApp, type ScreenHooks} from './open-screen.js';
import {Screen} from './root.js';
import {safeFrameLine} from './terminal/safe-frame.js';

/** Whether everything that the frame shows is ready, or cannot be had. */
const isSettled = ({state, store, list}: App): boolean =>
	state.loadingProblem !== undefined ||
	(store.progress === 1 &&
		state.version === store.table.version &&
		list.isComplete &&
		(list.searched === 1 || state.search?.ended !== undefined));

const settled = async (app: App): Promise<void> => {
	const {promise, resolve} = Promise.withResolvers<undefined>();
	const look = (): void => {
		if (isSettled(app)) resolve(undefined);
	};

	const unsubscribe = app.subscribe(look);
	look();
	await promise;
	unsubscribe();
};

/** Draws one frame of the screen as text, without a terminal, once everything is ready. */
export const drawOnce = async (
	start: (hooks: ScreenHooks) => Promise<ScreenApp>,
	{size, filter}: {readonly size: Size; readonly filter: string},
): Promise<string> => {
	const screen = await start({
		size,
		suspend: () => Promise.resolve(),
		copy: () => undefined,
		quit: () => undefined,
		show: () => undefined,
	});
	const {app} = screen;
	try {
		app.update(state => ({...state, filter}));
		await settled(app);
		const frame = renderToString(<Screen app={app} size={size} />, {columns: size.columns});
		return stripVTControlCharacters(frame.split('\n').map(safeFrameLine).join('\n'));
	} finally {
		await screen.close();
	}
};
