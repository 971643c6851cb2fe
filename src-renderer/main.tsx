import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.js';
import { subscribeStore } from './bridge.js';

const root = document.getElementById('window');
if (!root) throw new Error('index.html has no #window');

subscribeStore();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
