import {type Pairs, pairsText} from '../exchange/export/pairs-text.js';
import {type Output} from './streams.js';

export const printPairs = (output: Output, pairs: Pairs): void => {
	output.write(pairsText(pairs));
};
