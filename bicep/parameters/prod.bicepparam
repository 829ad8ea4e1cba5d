// Production: warm instances, a private network behind Front Door, autoscaled documents, alerts, logs for a quarter; nobody but the app
// touches the data.
using '../main.bicep'

param environmentName = 'virga-prod'
param location = 'norwayeast'
param alwaysReadyInstances = 2
param logRetentionDays = 90
param cosmosMaxThroughput = 4000
param frontDoor = true
param privateNetwork = true
param allowedAddresses = filter(split(readEnvironmentVariable('VIRGA_ALLOWED_ADDRESSES', ''), ','), address => !empty(address))
param alertEmail = readEnvironmentVariable('VIRGA_ALERT_EMAIL', '')
param authority = readEnvironmentVariable('VIRGA_AUTHORITY', '')
param audience = readEnvironmentVariable('VIRGA_AUDIENCE', '')
param publicBaseUrl = readEnvironmentVariable('VIRGA_PUBLIC_BASE_URL', '')
param createSubscriptions = bool(readEnvironmentVariable('VIRGA_CREATE_SUBSCRIPTIONS', 'false'))
