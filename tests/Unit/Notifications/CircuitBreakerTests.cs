using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Virga.Notifications;

namespace Unit.Notifications;

public sealed class CircuitBreakerTests
{
    private const string Endpoint = "https://example.com/hook";

    private readonly FakeTimeProvider _time = new(Messages.Now);
    private readonly CircuitBreaker _circuits;

    public CircuitBreakerTests() => _circuits = new CircuitBreaker(
        Options.Create(new NotificationsOptions { CircuitFailures = 3, CircuitProbe = TimeSpan.FromSeconds(10), CircuitLongestProbe = TimeSpan.FromSeconds(30) }), _time, NullLogger<CircuitBreaker>.Instance);

    private EndpointHealth Health => _circuits.HealthOf(Endpoint);

    [Fact]
    public void An_endpoint_that_fails_too_often_in_a_row_is_left_alone()
    {
        Fail(2);
        Assert.Equal((CircuitState.Closed, 2), (Health.State, Health.Failures));
        Assert.Null(_circuits.Refusal(Endpoint));

        Fail(1);

        Assert.Equal((CircuitState.Open, 3, "HTTP 503"), (Health.State, Health.Failures, Health.LastError));
        Assert.Equal((Messages.Now, Messages.Now.AddSeconds(10)), (Health.OpenedAt, Health.ProbeAt));
        Assert.Equal(TimeSpan.FromSeconds(10), _circuits.Refusal(Endpoint));
        Assert.Null(_circuits.Refusal("https://other.example/hook"));
    }

    [Fact]
    public void After_a_while_one_message_tries_it_and_the_others_wait()
    {
        Fail(3);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(_circuits.Refusal(Endpoint));
        Assert.Equal(CircuitState.HalfOpen, Health.State);
        Assert.Equal(TimeSpan.FromSeconds(5), _circuits.Refusal(Endpoint)); // not for as long as a try may take
    }

    [Fact]
    public void A_try_in_vain_doubles_the_wait_up_to_the_longest()
    {
        Fail(3);
        foreach (var wait in (int[])[10, 20, 30, 30])
        {
            Assert.Equal(TimeSpan.FromSeconds(wait), _circuits.Refusal(Endpoint));
            _time.Advance(TimeSpan.FromSeconds(wait));
            Assert.Null(_circuits.Refusal(Endpoint));
            Fail(1);
            Assert.Equal(CircuitState.Open, Health.State);
        }
    }

    [Theory]
    [InlineData(200)]
    [InlineData(404)]
    public void An_answer_closes_it_even_a_refusal(int status)
    {
        Fail(3);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(_circuits.Refusal(Endpoint));

        _circuits.Report(Endpoint, AttemptResult.Of(new WebhookResponse(status)));

        Assert.Equal(new EndpointHealth(CircuitState.Closed, 0), Health);
        Assert.Null(_circuits.Refusal(Endpoint));
    }

    [Fact]
    public void A_try_that_never_reports_back_is_forgotten()
    {
        Fail(3);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(_circuits.Refusal(Endpoint));

        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Null(_circuits.Refusal(Endpoint));
    }

    private void Fail(int times)
    {
        for (var time = 0; time < times; time++)
        {
            _circuits.Report(Endpoint, AttemptResult.Of(new WebhookResponse(503)));
        }
    }
}
