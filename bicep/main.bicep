// Everything the app runs on, in one resource group. Deploy twice: Event Grid checks that the function it delivers to
// exists, so the first deployment leaves the subscription out and the one after the code is there brings it
// (createSubscriptions=true); azure.yaml does so with a hook.
import { DocumentContainer, Reach, Settings, Tags } from 'modules/shared.bicep'

targetScope = 'subscription'

@description('Names the environment: part of every resource name and the azd-env-name tag.')
@minLength(2)
@maxLength(16)
param environmentName string

@description('The region of the resource group and everything in it.')
param location string

@description('Whether the deployed app has the function DeliverEvents yet, so that the event subscription can be made.')
param createSubscriptions bool = false

@description('Who may read and write the documents by hand (a developer\'s object id); nobody when empty.')
param developerPrincipalId string = ''

@description('The issuer whose bearer tokens the app accepts, such as https://login.microsoftonline.com/<tenant>/v2.0; none when empty.')
param authority string = ''

@description('The audience a bearer token has to be for.')
param audience string = ''

@description('The URL clients reach the app by, in links and subscription confirmations; the app\'s own host name when empty.')
param publicBaseUrl string = ''

@description('Further settings of the app, such as Gateway__Timeout; secrets as Key Vault references.')
param appSettings Settings = {}

@description('The memory of one instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('How many instances the app may scale out to.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 100

@description('How many instances are kept warm for HTTP; 0 scales to zero.')
@minValue(0)
param alwaysReadyInstances int = 0

@description('How many days logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('The request units a second the documents\' database scales to at most; 0 makes the account serverless.')
@minValue(0)
param cosmosMaxThroughput int = 0

@description('Further regions that answer reads; none with a serverless account. There is one region for writes: with several, the last writer would win, and ETags, unique keys and sequences would mean nothing.')
param cosmosReadRegions string[] = []

@description('Whether storage, documents and secrets are reached from a virtual network only.')
param privateNetwork bool = false

@description('The addresses of that network; the app and the private endpoints take a /24 each.')
param networkAddressPrefix string = '10.80.0.0/16'

@description('Public IPv4 addresses that reach storage, documents and secrets all the same, such as that of who deploys.')
param allowedAddresses string[] = []

@description('Whether Front Door stands before the app: clients then reach it through Front Door only.')
param frontDoor bool = false

@description('Who is told when something is wrong; there are no alerts when empty.')
param alertEmail string = ''

@description('The containers of the app\'s models, as ./dev bicep writes them.')
param documentContainers DocumentContainer[] = loadJsonContent('containers.json')

var tags Tags = { 'azd-env-name': environmentName }
var token = uniqueString(subscription().id, environmentName, location)
var names = {
  app: 'func-${environmentName}-${token}'
  frontDoor: 'afd-${environmentName}-${token}'
  cosmos: 'cosmos-${environmentName}-${token}'
  identity: 'id-${environmentName}-${token}'
  insights: 'appi-${environmentName}-${token}'
  logs: 'log-${environmentName}-${token}'
  network: 'vnet-${environmentName}-${token}'
  plan: 'plan-${environmentName}-${token}'
  storage: 'st${token}'
  topic: 'evgt-${environmentName}-${token}'
  vault: 'kv-${token}'
}
var reach Reach = { public: !privateNetwork, addresses: allowedAddresses }

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: {
    name: names.identity
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: names.logs
    insightsName: names.insights
    location: location
    tags: tags
    retentionDays: logRetentionDays
    identityName: names.identity
  }
  dependsOn: [identity]
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: names.storage
    location: location
    tags: tags
    identityName: names.identity
    reach: reach
  }
  dependsOn: [identity]
}

module cosmos 'modules/cosmos.bicep' = {
  scope: group
  params: {
    name: names.cosmos
    location: location
    tags: tags
    containers: documentContainers
    identityName: names.identity
    developerPrincipalId: developerPrincipalId
    reach: reach
    maxThroughput: cosmosMaxThroughput
    readRegions: cosmosReadRegions
  }
  dependsOn: [identity]
}

module topic 'modules/eventGridTopic.bicep' = {
  scope: group
  params: {
    name: names.topic
    location: location
    tags: tags
    storageName: names.storage
    identityName: names.identity
  }
  dependsOn: [identity, storage]
}

module vault 'modules/keyVault.bicep' = {
  scope: group
  params: {
    name: names.vault
    location: location
    tags: tags
    identityName: names.identity
    reach: reach
  }
  dependsOn: [identity]
}

module network 'modules/network.bicep' = if (privateNetwork) {
  scope: group
  params: {
    name: names.network
    location: location
    tags: tags
    addressPrefix: networkAddressPrefix
    storageName: names.storage
    cosmosName: names.cosmos
    vaultName: names.vault
  }
  dependsOn: [storage, cosmos, vault]
}

module edge 'modules/frontDoor.bicep' = if (frontDoor) {
  scope: group
  params: {
    name: names.frontDoor
    tags: tags
    identityName: names.identity
    appHostName: '${names.app}.azurewebsites.net'
  }
  dependsOn: [identity]
}

module app 'modules/functionApp.bicep' = {
  scope: group
  params: {
    name: names.app
    planName: names.plan
    location: location
    tags: tags
    identityName: names.identity
    insightsName: names.insights
    storageName: names.storage
    cosmosEndpoint: cosmos.outputs.endpoint
    topicEndpoint: topic.outputs.endpoint
    secretUris: vault.outputs.secretUris
    authority: authority
    audience: audience
    publicBaseUrl: empty(publicBaseUrl) && frontDoor ? edge!.outputs.url : publicBaseUrl
    appSettings: appSettings
    subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
    frontDoorId: frontDoor ? edge!.outputs.frontDoorId : ''
    frontDoorEndpointId: frontDoor ? edge!.outputs.endpointId : ''
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyInstances: alwaysReadyInstances
  }
  dependsOn: [identity, monitoring, storage]
}

module eventSubscription 'modules/eventSubscription.bicep' = if (createSubscriptions) {
  scope: group
  params: {
    topicName: names.topic
    appName: names.app
    storageName: names.storage
  }
  dependsOn: [topic, app]
}

module alerts 'modules/alerts.bicep' = if (!empty(alertEmail)) {
  scope: group
  params: {
    location: location
    tags: tags
    email: alertEmail
    insightsName: names.insights
    cosmosName: names.cosmos
    topicName: names.topic
  }
  dependsOn: [monitoring, cosmos, topic]
}

module workbook 'modules/workbook.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    insightsName: names.insights
  }
  dependsOn: [monitoring]
}

output AZURE_RESOURCE_GROUP string = group.name
output APP_NAME string = app.outputs.name
output APP_URL string = frontDoor ? edge!.outputs.url : app.outputs.url
output COSMOS_ENDPOINT string = cosmos.outputs.endpoint
output EVENT_GRID_TOPIC_ENDPOINT string = topic.outputs.endpoint
output KEY_VAULT_NAME string = vault.outputs.name
output SIGNING_CERTIFICATE_NAME string = vault.outputs.signingCertificateName
output RANDOM_SECRET_NAMES string = vault.outputs.randomSecretNames
