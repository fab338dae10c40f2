import {UsageRefusal} from '../../domain/refusal.js';
import {checkFolder, wouldReplace} from './export-file.js';

/**
Looks beforehand whether a receipt can be written there.
@throws UsageRefusal or Refusal if it cannot
*/
export const checkReceiptFile = (file: string, storeFolder: string): void => {
	if (wouldReplace({file, storeFolder}))
		throw new UsageRefusal(`${file} is there already, and a receipt replaces nothing. Choose another name.`);
	checkFolder(file);
};
