// Front Door before the app: one name for clients, answers cached at the edge as their headers say, purged by the app.
import { Tags } from 'shared.bicep'

param name string
param tags Tags
param identityName string

@description('The host name of the app behind it. The app need not exist yet.')
param appHostName string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource profile 'Microsoft.Cdn/profiles@2026-07-01' = {
  name: name
  location: 'global'
  tags: tags
  sku: { name: 'Standard_AzureFrontDoor' }
  // Longer than any function may take to answer.
  properties: { originResponseTimeoutSeconds: 60 }

  resource endpoint 'afdEndpoints' = {
    name: name
    location: 'global'
    tags: tags
    properties: { enabledState: 'Enabled' }

    resource route 'routes' = {
      name: 'all'
      properties: {
        originGroup: { id: origins.id }
        patternsToMatch: ['/*']
        supportedProtocols: ['Http', 'Https']
        httpsRedirect: 'Enabled'
        forwardingProtocol: 'HttpsOnly'
        linkToDefaultDomain: 'Enabled'
        // What may be cached, and for how long, the app's Cache-Control says; each query is an answer of its own.
        cacheConfiguration: {
          queryStringCachingBehavior: 'UseQueryString'
          compressionSettings: { isCompressionEnabled: true, contentTypesToCompress: ['application/json', 'application/problem+json', 'text/html', 'text/css', 'text/javascript'] }
        }
      }
      dependsOn: [origins::app]
    }
  }

  resource origins 'originGroups' = {
    name: 'app'
    properties: {
      loadBalancingSettings: { sampleSize: 4, successfulSamplesRequired: 3, additionalLatencyInMilliseconds: 50 }
      healthProbeSettings: { probePath: '/api/health', probeProtocol: 'Https', probeRequestType: 'HEAD', probeIntervalInSeconds: 100 }
    }

    resource app 'origins' = {
      name: 'app'
      properties: {
        hostName: appHostName
        originHostHeader: appHostName
        httpsPort: 443
        enforceCertificateNameCheck: true
      }
    }
  }
}

// The app may purge, and nothing else: the built-in roles would let it change the profile too.
resource purger 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, 'purge')
  properties: {
    roleName: 'Front Door purge (${resourceGroup().name})'
    description: 'Removes cached answers from Front Door endpoints.'
    type: 'CustomRole'
    permissions: [{ actions: ['Microsoft.Cdn/profiles/afdEndpoints/purge/action'], notActions: [] }]
    assignableScopes: [resourceGroup().id]
  }
}

resource purge 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(profile.id, identityName, purger.name)
  scope: profile
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: purger.id
  }
}

@description('What Front Door sends as X-Azure-FDID, so that the app can tell it from others.')
output frontDoorId string = profile.properties.frontDoorId
output endpointId string = profile::endpoint.id
output url string = 'https://${profile::endpoint.properties.hostName}'
