package org.zhaoku.gateway.drill;

import java.time.Duration;
import java.util.Random;

/**
 * One kind of fault.
 *
 * @param name for {@code --only}
 * @param what happens, for people
 * @param hold how long it lasts before it is healed, so that the others have to notice
 * @param strike makes it happen
 */
record Fault(String name, String what, Duration hold, Strike strike) {
    /** What it happens to, and what undoes it. */
    record Blow(String subject, Runnable heal) {}

    /** Where a fault happens: what is random about it comes from {@code random} alone. */
    record Scene(Site site, Load load, Random random) {}

    interface Strike {
        Blow on(Scene scene);
    }

    /** Both at once, healed in the other order. */
    Fault and(Fault other) {
        Duration longer = hold.compareTo(other.hold) > 0 ? hold : other.hold;
        return new Fault(name + "+" + other.name, what + "; " + other.what, longer, scene -> {
            Blow first = strike.on(scene);
            Blow second = other.strike.on(scene);
            return new Blow(first.subject() + ", " + second.subject(), () -> {
                second.heal().run();
                first.heal().run();
            });
        });
    }
}
