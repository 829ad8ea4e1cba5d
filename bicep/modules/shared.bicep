// Types and names that several modules share.

@export()
@description('The tags of a resource.')
type Tags = {
  *: string
}

@export()
@description('Settings of the app, by name.')
type Settings = {
  *: string
}

@export()
@description('A container for documents.')
type DocumentContainer = {
  name: string

  @description('/_pk, or /_pk0, /_pk1 and /_pk2 when hierarchical.')
  partitionKeyPaths: string[]

  @description('Each unique key is a list of paths.')
  uniqueKeyPaths: string[][]?

  @description('Paths that queries never ask for, to save request units on writes.')
  excludedPaths: string[]?

  @description('Composite indexes, each a list of paths with their order, for ordering by several attributes.')
  compositeIndexes: CompositePath[][]?
}

@export()
@description('One step of a composite index.')
type CompositePath = {
  path: string
  order: 'ascending' | 'descending'
}

@export()
@description('Who reaches a service over its public address.')
type Reach = {
  @description('Whether everybody with an identity that has a role may; otherwise the private network and the addresses below.')
  public: bool

  @description('Public IPv4 addresses, or ranges like 203.0.113.0/28, that are let in all the same.')
  addresses: string[]
}

@export()
@description('The secrets of the app, each by the address its newest version is read from.')
type SecretUris = {
  @description('The certificate that webhook messages are signed with, and its key.')
  signingCertificate: string

  @description('What the secrets of webhook subscriptions are derived from.')
  webhookSecret: string

  @description('The Ed25519 key that webhooks are signed with.')
  webhookPrivateKey: string

  @description('What cursors are signed with.')
  cursorKey: string
}

@export()
var packageContainer = 'app-package'

@export()
var deadLetterContainer = 'event-deadletter'

@export()
@description('The service key in azure.yaml, by which azd finds the app.')
var serviceName = 'app'
