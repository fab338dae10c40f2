import {startAmongSites, type StoresToShow} from '../app/among-sites.js';
import {startApp, type StoreToShow} from '../app/start-app.js';
import {boundHeap} from '../commands/bound-heap.js';
import {drawOnce} from '../screen/once.js';
import {openScreen, type ScreenStreams} from '../screen/open-screen.js';

/**
Shows a store on the whole terminal, or the list of sites, until the user quits.
@returns the exit code
*/
export const showStore = async (options: StoresToShow, streams: ScreenStreams): Promise<number> => {
	boundHeap();
	return openScreen(async hooks => startAmongSites(options, hooks), streams);
};

/** Draws one frame of a store's screen as text. */
export const drawStore = async (
	options: StoreToShow,
	frame: Parameters<typeof drawOnce>[1],
): Promise<string> => drawOnce(hooks => startApp(options, hooks), frame);
