/**
A text without the tokens in it, which stand in the addresses of a PBX's API. For every text from outside that is shown
or kept: errors of libraries name the address that they failed at.
*/
export const withoutToken = (text: string): string =>
	text.replaceAll(/(access_token(?:=|%3D|["']?\s*:\s*["']?))[^\s&"'#<>]*/gi, '$1…');
