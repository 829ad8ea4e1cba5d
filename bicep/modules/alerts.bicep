// What somebody should be woken for: failing requests, an outbox that stands still, messages given up, throttled documents.
import { Tags } from 'shared.bicep'

param location string
param tags Tags

@description('Who gets the alerts.')
param email string
param insightsName string
param cosmosName string
param topicName string

var every = 'PT5M'
var actions = [{ actionGroupId: team.id }]

var metricAlerts = [
  {
    name: 'requests-failed'
    description: 'More than ten requests were answered with a 5xx within five minutes.'
    scope: insights.id
    metric: 'requests/failed'
    aggregation: 'Count'
    threshold: 10
    custom: false
    // Application Insights counts refusals (4xx) as failures, too.
    dimensions: [{ name: 'request/resultCode', operator: 'Include', values: ['500', '502', '503', '504'] }]
  }
  {
    name: 'outbox-behind'
    description: 'A message has been waiting in the outbox for over five minutes: the relay stands still.'
    scope: insights.id
    metric: 'virga.outbox.oldest'
    aggregation: 'Maximum'
    threshold: 300
    custom: true
    dimensions: []
  }
  {
    name: 'events-dead-lettered'
    description: 'Event Grid gave up delivering to the app. The app collects these within the hour; look why it refused them.'
    scope: topic.id
    metric: 'DeadLetteredCount'
    aggregation: 'Total'
    threshold: 0
    custom: false
    dimensions: []
  }
  {
    name: 'documents-throttled'
    description: 'Cosmos DB refused more than a hundred requests within five minutes, for they cost too many request units.'
    scope: cosmos.id
    metric: 'TotalRequests'
    aggregation: 'Count'
    threshold: 100
    custom: false
    dimensions: [{ name: 'StatusCode', operator: 'Include', values: ['429'] }]
  }
]

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource cosmos 'Microsoft.DocumentDB/databaseAccounts@2026-03-15' existing = {
  name: cosmosName
}

resource topic 'Microsoft.EventGrid/topics@2025-02-15' existing = {
  name: topicName
}

resource team 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'team'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'team'
    emailReceivers: [{ name: 'team', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource onMetric 'Microsoft.Insights/metricAlerts@2026-01-01' = [
  for alert in metricAlerts: {
    name: alert.name
    location: 'global'
    tags: tags
    properties: {
      description: alert.description
      enabled: true
      severity: 2
      scopes: [alert.scope]
      evaluationFrequency: every
      windowSize: every
      autoMitigate: true
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: alert.name
            criterionType: 'StaticThresholdCriterion'
            metricName: alert.metric
            metricNamespace: alert.custom ? 'azure.applicationinsights' : null
            // The app's own metrics do not exist before it has sent one.
            skipMetricValidation: alert.custom
            timeAggregation: alert.aggregation
            operator: 'GreaterThan'
            threshold: alert.threshold
            dimensions: alert.dimensions
          }
        ]
      }
      actions: actions
    }
  }
]

resource deadLetters 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: 'messages-dead-lettered'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'messages-dead-lettered'
    description: 'A subscriber failed until its delivery policy ended. Redrive the messages when it is well again.'
    enabled: true
    severity: 2
    scopes: [insights.id]
    evaluationFrequency: every
    windowSize: every
    criteria: {
      allOf: [
        {
          query: 'customMetrics | where name == "virga.deliveries" and customDimensions["outcome"] == "dead-lettered"'
          timeAggregation: 'Total'
          metricMeasureColumn: 'valueSum'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    // The table is empty until the app has sent its first metric.
    skipQueryValidation: true
    autoMitigate: true
    actions: { actionGroups: [team.id] }
  }
}
