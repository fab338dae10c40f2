import {startApp} from '../app/start-app.js';
import {boundHeap} from '../commands/bound-heap.js';
import {drawOnce} from '../screen/once.js';
import {openScreen, type ScreenStreams} from '../screen/open-screen.js';

type StoreToShow = Parameters<typeof startApp>[0];

/**
Shows a store on the whole terminal until the user quits.
@returns the exit code
*/
export const showStore = async (options: StoreToShow, streams: ScreenStreams): Promise<number> => {
	boundHeap();
	return openScreen(async hooks => {
		const running = await startApp(options, hooks);
		running.warmUp();
		return running;
	}, streams);
};

/** Draws one frame of a store's screen as text. */
export const drawStore = async (
	options: StoreToShow,
	frame: Parameters<typeof drawOnce>[1],
): Promise<string> => drawOnce(hooks => startApp(options, hooks), frame);
