using Microsoft.AspNetCore.Http;

namespace LocalHostApp;

public sealed class GreetingFunctions(Greeting greeting)
{
    [Function("Greet")]
    public IResult Greet([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "greetings/{name}")] HttpRequest request, string name) =>
        Results.Text(greeting.To(name));

    [Function("Constant")]
    public static IResult Constant([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "constant")] HttpRequest request) => Constants.Text;
}
