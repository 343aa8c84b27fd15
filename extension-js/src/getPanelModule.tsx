import type { ComponentType } from 'react';
import { island } from './island';
import { AlnPanel } from './panel/AlnPanel';
import { strings } from './strings';

interface PanelModule {
  name: string;
  iconName: string;
  iconLabel: string;
  label: string;
  component: ComponentType;
}

export function getPanelModule(): PanelModule[] {
  return [
    {
      name: 'alnBurden',
      iconName: 'tab-segmentation',
      iconLabel: strings.panelTitle,
      label: strings.panelTitle,
      component: island(AlnPanel),
    },
  ];
}
