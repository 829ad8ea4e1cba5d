using Shelter.Adoptions;
using Shelter.Care;
using Shelter.Cats;
using Shelter.Census;
using Shelter.FollowUps;
using Shelter.Sightings;
using Shelter.Visits;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.AddVirga(virga =>
{
    virga.Documents.Add(Cat.Model).Add(Adoption.Model).Add(FollowUp.Model).Add(CareLog.Model).Add(Visit.Model)
        .Audit(Cat.Model, AuditDetail.Changes)
        .OnChange<Cat, PlanFollowUp>(Cat.Model, "plan-follow-up", when: cat => cat.Adopter != null);
    virga.Notifications.Topic(CatAdopted.Topic).Subscriber<RecordAdoption>("record-adoption");
    virga.Notifications.Topic(CareGiven.Topic).Subscriber<KeepCareLog>("keep-care-log");
    virga.Notifications.Topic(Sighting.Topic);
    virga.Notifications.Topic(Topic.Define<AccessNotification>("api-access"));
    virga.PurgeCachesOnChange(Adoption.Model);
    virga.Operation<CensusRequest, CountCats>("census");
    virga.Resource<Cat>(cats => cats
        .Filter("mood", cat => cat.Mood)
        .Filter<int>("minAge", (cat, age) => cat.Age >= age)
        .FilterText("name", "age", "mood", "adopter")
        .Sort("age", cat => cat.Age)
        .Sort("name", cat => cat.Name));
    virga.Resource<Visit>(visits => visits
        .OwnedBy(visit => visit.Visitor, orScopes: ["visits:all"])
        .Filter("day", visit => visit.Day)
        .FilterText("day", "people", "visitor"));
    virga.Throttling(throttling => throttling
        .Policy("sightings", rate: 5, burst: 20)
        .Policy("visits", rate: 5, burst: 20));
});

builder.Build().Run();
