import {type Output} from '../streams.js';

/** Output that is kept instead of printed. */
export class Captured implements Output {
	readonly isTTY: boolean;
	text = '';

	constructor(isTTY: boolean) {
		this.isTTY = isTTY;
	}

	write(text: string, onTaken?: () => void): void {
		this.text += text;
		onTaken?.();
	}
}
