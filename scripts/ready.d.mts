export function hostEnv(): NodeJS.ProcessEnv;
export function isBuilt(): boolean;
