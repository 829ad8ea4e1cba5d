// The dashboard: requests, deliveries, the outbox and documents, from what the app sends to Application Insights.
import { Tags } from 'shared.bicep'

param location string
param tags Tags
param insightsName string

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(insights.id, 'virga')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Virga'
    category: 'workbook'
    sourceId: insights.id
    serializedData: string(loadJsonContent('../workbook.json'))
  }
}
