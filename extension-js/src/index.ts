export { default } from './extension';
