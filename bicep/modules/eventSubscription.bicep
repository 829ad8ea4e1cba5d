// The one subscription: every event goes to the function DeliverEvents, which dispatches to the recipients.
// Event Grid refuses it until that function is deployed.
import { deadLetterContainer } from 'shared.bicep'

param topicName string
param appName string
param storageName string

resource topic 'Microsoft.EventGrid/topics@2025-02-15' existing = {
  name: topicName
}

resource delivery 'Microsoft.EventGrid/topics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'deliver-events'
  properties: {
    eventDeliverySchema: 'CloudEventSchemaV1_0'
    destination: {
      endpointType: 'AzureFunction'
      properties: {
        resourceId: resourceId('Microsoft.Web/sites/functions', appName, 'DeliverEvents')
        maxEventsPerBatch: 1
        preferredBatchSizeInKilobytes: 64
      }
    }
    retryPolicy: {
      maxDeliveryAttempts: 30
      eventTimeToLiveInMinutes: 1440
    }
    deadLetterWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: {
          resourceId: resourceId('Microsoft.Storage/storageAccounts', storageName)
          blobContainerName: deadLetterContainer
        }
      }
    }
  }
}
