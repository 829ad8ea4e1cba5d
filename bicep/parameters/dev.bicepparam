// A shared development environment: scales to zero, small instances, the developer may look at the data.
using '../main.bicep'

param environmentName = 'virga-dev'
param location = 'norwayeast'
param instanceMemoryMB = 512
param maximumInstanceCount = 40
param developerPrincipalId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param createSubscriptions = bool(readEnvironmentVariable('VIRGA_CREATE_SUBSCRIPTIONS', 'false'))
